import { type Table, tableFromIPC } from "@uwdata/flechette";
import { SparkError } from "../../core/errors.ts";
import type {
  ExecutePlanResponse,
  ExecutePlanResponse_ArrowBatch,
} from "../proto/spark/connect/base_pb.ts";

/**
 * The rows in the responses of a query, batch by batch; empty batches are left out. Large batches come in pieces
 * that are put together. Every batch has to begin where the one before it ended.
 */
export async function* arrowBatches(
  step: string,
  responses: AsyncIterable<ExecutePlanResponse>,
): AsyncGenerator<Table, void> {
  let rows = 0;
  let pieces: Uint8Array[] = [];
  for await (const { responseType } of responses) {
    if (responseType.case !== "arrowBatch") continue;
    const batch = responseType.value;
    if (!follows(batch, rows, pieces.length)) throw disorder(step);
    pieces.push(batch.data);
    if (pieces.length < Number(batch.numChunksInBatch ?? 0n)) continue;
    const whole = joined(pieces);
    pieces = [];
    if (batch.rowCount === 0n) continue;
    const table = decoded(step, whole);
    if (table.numRows !== Number(batch.rowCount)) throw disorder(step);
    rows += table.numRows;
    yield table;
  }
  if (pieces.length > 0) throw disorder(step);
}

function follows(batch: ExecutePlanResponse_ArrowBatch, rows: number, pieces: number): boolean {
  if (Number(batch.chunkIndex ?? 0n) !== pieces) return false;
  return pieces > 0 || batch.startOffset === undefined || Number(batch.startOffset) === rows;
}

/** The pieces as one, in memory of its own: Arrow's numbers have to be aligned, and a message begins anywhere. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

function decoded(step: string, ipc: Uint8Array): Table {
  try {
    return tableFromIPC(ipc);
  } catch (error) {
    throw new SparkError(
      `Cannot ${step}: the rows that the server sent cannot be decoded; see that its spark.sql.execution.arrow.compression.codec is none`,
      "unsupported",
      { cause: error },
    );
  }
}

function disorder(step: string): SparkError {
  return new SparkError(
    `Cannot ${step}: the rows of the server came incomplete or out of order; run it again`,
    "failed",
  );
}
