import { BinaryReader, type WireType } from "@bufbuild/protobuf/wire";
import type { Code, ConnectError } from "@connectrpc/connect";

/** What a server said when something failed. */
export interface ServerError {
  readonly code: Code;
  /** As the server worded it, or the transport. */
  readonly message: string;
  /** Spark's name of the condition: `INVALID_HANDLE.SESSION_CHANGED`; empty where there is none. */
  readonly errorClass: string;
  /** Under which the server keeps the whole of it for a while. */
  readonly errorId: string | undefined;
  /** Java classes of the exception, itself first. */
  readonly classes: readonly string[];
  /** Milliseconds after which it may be tried again, where the server says so. */
  readonly retryAfterMs: number | undefined;
  /** The server itself said so, not the way to it. */
  readonly fromServer: boolean;
}

/** Reads an error of a call: status, and google.rpc's ErrorInfo and RetryInfo where the server sent them. */
export function readServerError(error: ConnectError): ServerError {
  const metadata = errorInfo(detail(error, "google.rpc.ErrorInfo"));
  const named = /^\[([A-Z][A-Z\d_]*(?:\.[A-Z\d_]+)?)\]/u.exec(error.rawMessage);
  return {
    code: error.code,
    message: error.rawMessage,
    errorClass: metadata.get("errorClass") ?? named?.[1] ?? "",
    errorId: metadata.get("errorId"),
    classes: classNames(metadata.get("classes")),
    retryAfterMs: retryDelay(detail(error, "google.rpc.RetryInfo")),
    fromServer: error.metadata.has("grpc-status"),
  };
}

function detail(error: ConnectError, type: string): Uint8Array | undefined {
  for (const each of error.details) {
    if ("type" in each && each.type === type && each.value instanceof Uint8Array) return each.value;
  }
  return undefined;
}

function classNames(json: string | undefined): string[] {
  return [...(json ?? "").matchAll(/[\w.$]+/gu)].map(([name]) => name);
}

/** ErrorInfo: reason 1, domain 2, metadata 3 (a map of strings). */
function errorInfo(bytes: Uint8Array | undefined): Map<string, string> {
  const metadata = new Map<string, string>();
  for (const entry of messages(bytes, 3)) {
    let [key, value] = ["", ""];
    readFields(entry, (field, reader) => {
      if (field === 1) key = reader.string();
      else if (field === 2) value = reader.string();
      else return false;
      return true;
    });
    metadata.set(key, value);
  }
  return metadata;
}

/** RetryInfo: retry_delay 1, a Duration of seconds 1 and nanos 2. */
function retryDelay(bytes: Uint8Array | undefined): number | undefined {
  if (bytes === undefined) return undefined;
  let ms = 0;
  for (const duration of messages(bytes, 1)) {
    readFields(duration, (field, reader) => {
      if (field === 1) ms += Number(reader.int64()) * 1000;
      else if (field === 2) ms += reader.int32() / 1e6;
      else return false;
      return true;
    });
  }
  return ms;
}

function messages(bytes: Uint8Array | undefined, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  readFields(bytes ?? new Uint8Array(), (field, reader) => {
    if (field !== wanted) return false;
    found.push(reader.bytes());
    return true;
  });
  return found;
}

function readFields(
  bytes: Uint8Array,
  take: (field: number, reader: BinaryReader, type: WireType) => boolean,
): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (!take(field, reader, type)) reader.skip(type, field);
  }
}
