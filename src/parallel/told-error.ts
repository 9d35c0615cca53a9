import { DataError } from "../core/errors.ts";

/** What a thread tells of an error as the error that it was, as far as callers tell them apart. */
export function asError({ name, message }: { name: string; message: string }): Error {
  if (name === "DataError") return new DataError(message);
  return name === "RangeError" ? new RangeError(message) : new Error(message);
}

/** An order that a thread cannot follow; both sides of one version of this package send none. */
export function orderFault(order: unknown, why: string): Error {
  const { kind } = order as { readonly kind?: unknown };
  return new Error(
    `Cannot do "${String(kind)}": ${why}; start threads of the same version of matinee`,
  );
}

/** What a thread tells of whatever was thrown. */
export function failureOf(error: unknown): { kind: "failed"; name: string; message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { kind: "failed", name, message };
}
