import { Code, type ConnectError } from "@connectrpc/connect";
import type { ServerError } from "./server-error.ts";

/** Answers of a proxy on the way that will be the same next time. */
const FINAL_ON_THE_WAY: ReadonlySet<Code> = new Set([
  Code.Unauthenticated,
  Code.PermissionDenied,
  Code.Unimplemented,
]);

/** Whether the same request may succeed later: the way to the server failed, or the server asks to come again. */
export function isTransient(failure: ConnectError, told: ServerError): boolean {
  if (told.fromServer) {
    return (
      told.code === Code.Unavailable ||
      told.retryAfterMs !== undefined ||
      told.errorClass === "INVALID_CURSOR.DISCONNECTED" ||
      told.message.includes("INVALID_CURSOR.DISCONNECTED")
    );
  }
  return !FINAL_ON_THE_WAY.has(failure.code) && !isAboutTls(failure);
}

/** Whether it failed for want of a trusted certificate, or because only one side speaks TLS. */
export function isAboutTls(failure: ConnectError): boolean {
  return systemCodes(failure).some((code) => TLS_CODE.test(code));
}

const TLS_CODE = /^(?:ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$)/u;

/** Codes of the errors of Node's that are behind a failure, the nearest first. */
export function systemCodes(failure: ConnectError): string[] {
  const codes: string[] = [];
  const seen = new Set<unknown>();
  let error: unknown = failure;
  while (error instanceof Error && !seen.has(error)) {
    seen.add(error);
    if ("code" in error && typeof error.code === "string") codes.push(error.code);
    error = error.cause;
  }
  return codes;
}
