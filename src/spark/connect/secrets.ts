import type { SparkAddress } from "../address.ts";

/** Shorter values of headers are words such as `true`, and nobody's secret. */
const SHORTEST_HEADER = 8;

/** What must not be told: the tokens, and the values of headers that the address names. */
export function secretsOf(address: SparkAddress, token: string | undefined): string[] {
  const tokens = [address.token(), token].filter((each) => each !== undefined);
  const values = [...address.headers().values()].filter(({ length }) => length >= SHORTEST_HEADER);
  return [...tokens, ...values].filter((secret) => secret !== "");
}

/** A text with each secret replaced, as it is and percent-encoded as in an address. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    clean = clean.replaceAll(secret, "[hidden]").replaceAll(encodeURIComponent(secret), "[hidden]");
  }
  return clean;
}

/**
 * Checks a token that did not come with an address.
 *
 * @throws SyntaxError when no header can hold it; the message does not repeat it
 */
export function checkToken(token: string | undefined): void {
  if (token === undefined || /^[\u0021-\u007e]+$/u.test(token)) return;
  throw new SyntaxError(
    "Cannot use the token for Spark: it is empty or has signs that no header can hold; check how it was read",
  );
}
