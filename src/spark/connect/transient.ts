import { Code, type ConnectError } from "@connectrpc/connect";
import type { ServerError } from "./server-error.ts";

/** Answers of a proxy on the way that will be the same next time. */
const FINAL_ON_THE_WAY: ReadonlySet<Code> = new Set([
  Code.Unauthenticated,
  Code.PermissionDenied,
  Code.Unimplemented,
]);

/** What a way that fails is reported by; an error of this side's own code has none of them. */
const PASSING_ON_THE_WAY: ReadonlySet<Code> = new Set([
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.Canceled, // by the other side, or with the connection: what this side cancels is not asked about
]);

/** How connect-node words streams and answers that end before their time; their codes are those of other errors too. */
const EARLY_END =
  /^http\/2 stream closed|^protocol error: (?:missing|incomplete|promised)|^sentinel completed early|^the stream ended early/u;

/** Codes of errors of the system and of HTTP/2 connections, not of wrong arguments (`ERR_INVALID_…`). */
const SYSTEM_CODE =
  /^(?:E(?!RR_)[A-Z\d]+|ERR_STREAM_\w+|ERR_SOCKET_\w+|ERR_HTTP2_(?:ERROR|GOAWAY_SESSION|INVALID_SESSION|INVALID_STREAM|PING_CANCEL|SESSION_ERROR|STREAM_CANCEL|STREAM_ERROR))$/u;

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
  return isAboutTheWay(failure) && !FINAL_ON_THE_WAY.has(failure.code) && !isAboutTls(failure);
}

/** Whether it failed between here and the server, not in what is asked or how it is read. */
export function isAboutTheWay(failure: ConnectError): boolean {
  return (
    PASSING_ON_THE_WAY.has(failure.code) ||
    FINAL_ON_THE_WAY.has(failure.code) ||
    EARLY_END.test(failure.rawMessage) ||
    isAboutTls(failure) ||
    systemCodes(failure).some((code) => SYSTEM_CODE.test(code))
  );
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
