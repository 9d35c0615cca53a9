import type { Code } from "@connectrpc/connect";
import { type Table, tableFromArrays, tableToIPC } from "@uwdata/flechette";

/** One thing that the fake server says about an operation, or does before it says the next. */
export type FakeResponse =
  | { readonly kind: "rows"; readonly ipc: Uint8Array; readonly rowCount: number }
  | { readonly kind: "progress"; readonly done: number; readonly tasks: number }
  | { readonly kind: "model"; readonly id: string }
  | { readonly kind: "kept"; readonly id: string }
  | { readonly kind: "wait"; readonly until: Promise<unknown> }
  | { readonly kind: "failure"; readonly failure: FakeFailure };

/** An error of a server, as Spark tells it. */
export interface FakeFailure {
  /** Internal if not said: so Spark sends nearly everything. */
  readonly code?: Code;
  readonly message: string;
  readonly errorClass?: string;
  readonly classes?: readonly string[];
  /** What FetchErrorDetails tells: messages of the exception and its causes. */
  readonly details?: readonly string[];
  readonly retryAfterMs?: number;
}

/** Rows, from columns (typed arrays or arrays) or a table of flechette's. */
export function rows(columns: Table | Parameters<typeof tableFromArrays>[0]): FakeResponse {
  const table = "numRows" in columns ? (columns as Table) : tableFromArrays(columns);
  // flechette writes no table without rows; the client does not look into such a batch.
  if (table.numRows === 0) return { kind: "rows", ipc: new Uint8Array(), rowCount: 0 };
  const ipc = tableToIPC(table, { format: "stream" });
  if (!(ipc instanceof Uint8Array)) throw new TypeError("the table was not encoded");
  return { kind: "rows", ipc, rowCount: table.numRows };
}

/** How many of its tasks are done. */
export function progress(done: number, tasks: number): FakeResponse {
  return { kind: "progress", done, tasks };
}

/** A fitted model, under this id. */
export function model(id: string): FakeResponse {
  return { kind: "model", id };
}

/** Rows that are kept, under this id: the answer to what asks to keep some. */
export function kept(id: string): FakeResponse {
  return { kind: "kept", id };
}

/** The next response comes when the promise is settled. */
export function wait(until: Promise<unknown>): FakeResponse {
  return { kind: "wait", until };
}

/** The operation fails. */
export function failure(told: FakeFailure): FakeResponse {
  return { kind: "failure", failure: told };
}
