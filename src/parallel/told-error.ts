import { DataError } from "../core/errors.ts";

/** What a thread tells of an error as the error that it was, as far as callers tell them apart. */
export function asError({ name, message }: { name: string; message: string }): Error {
  if (name === "DataError") return new DataError(message);
  return name === "RangeError" ? new RangeError(message) : new Error(message);
}

/** What a thread tells of whatever was thrown. */
export function failureOf(error: unknown): { kind: "failed"; name: string; message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { kind: "failed", name, message };
}
