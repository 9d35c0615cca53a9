import type { SparkAddress } from "../address.ts";

/** What must not be told: the token, and the values of headers that the address names. */
export function secretsOf(address: SparkAddress, token: string | undefined): string[] {
  const secrets = [address.token(), token, ...address.headers().values()];
  return secrets.filter((secret) => secret !== undefined && secret.length > 3) as string[];
}

/** A text with each secret replaced, as it is and percent-encoded as in an address. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    clean = clean.replaceAll(secret, "[hidden]").replaceAll(encodeURIComponent(secret), "[hidden]");
  }
  return clean;
}
