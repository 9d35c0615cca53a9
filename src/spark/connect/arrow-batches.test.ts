import { create } from "@bufbuild/protobuf";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { describe, expect, it } from "vitest";
import {
  type ExecutePlanResponse,
  ExecutePlanResponseSchema,
} from "../proto/spark/connect/base_pb.ts";
import { arrowBatches } from "./arrow-batches.ts";

const IPC = tableToIPC(tableFromArrays({ id: Int32Array.of(1, 2, 3) }), {
  format: "stream",
}) as Uint8Array;

function batch(
  data: Uint8Array,
  rest: { start?: number; piece?: number; pieces?: number; rows?: number } = {},
): ExecutePlanResponse {
  const { start = 0, piece, pieces, rows = 3 } = rest;
  const value = {
    data,
    rowCount: BigInt(rows),
    startOffset: BigInt(start),
    ...(piece === undefined ? {} : { chunkIndex: BigInt(piece) }),
    ...(pieces === undefined ? {} : { numChunksInBatch: BigInt(pieces) }),
  };
  return create(ExecutePlanResponseSchema, { responseType: { case: "arrowBatch", value } });
}

async function idsOf(responses: readonly ExecutePlanResponse[]): Promise<number[]> {
  const ids: number[] = [];
  async function* stream(): AsyncGenerator<ExecutePlanResponse, void> {
    yield* responses;
  }
  for await (const table of arrowBatches("read", stream())) {
    ids.push(...(table.getChild("id").toArray() as Int32Array));
  }
  return ids;
}

describe("Arrow batches", () => {
  it("are read wherever their bytes begin", async () => {
    for (let offset = 0; offset < 8; offset += 1) {
      const bytes = new Uint8Array(IPC.length + offset);
      bytes.set(IPC, offset);
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await expect(idsOf([batch(bytes.subarray(offset))])).resolves.toEqual([1, 2, 3]);
    }
  });

  it("are put together from pieces", async () => {
    const cuts = [0, 7, 100, IPC.length];
    const pieces = [0, 1, 2].map((piece) =>
      batch(IPC.subarray(cuts[piece], cuts[piece + 1]), { piece, pieces: 3 }),
    );
    await expect(idsOf([...pieces, batch(IPC, { start: 3 })])).resolves.toEqual([1, 2, 3, 1, 2, 3]);
  });

  it("that are no Arrow are an error", async () => {
    await expect(idsOf([batch(new Uint8Array(64).fill(9))])).rejects.toThrow(
      "Cannot read: the rows that the server sent cannot be decoded; see that its spark.sql.execution.arrow.compression.codec is none",
    );
  });

  it("without rows are left out", async () => {
    const responses = [batch(new Uint8Array(), { rows: 0 }), batch(IPC)];
    await expect(idsOf(responses)).resolves.toEqual([1, 2, 3]);
  });

  it.each([
    ["twice", [batch(IPC), batch(IPC)]],
    ["after a gap", [batch(IPC), batch(IPC, { start: 6 })]],
    ["with another number of rows", [batch(IPC, { rows: 4 })]],
    ["with a piece missing at the end", [batch(IPC.subarray(0, 9), { piece: 0, pieces: 2 })]],
    ["with a piece missing in the middle", [batch(IPC, { piece: 1, pieces: 3 })]],
  ])("that come %s are an error", async (_name, responses) => {
    await expect(idsOf(responses)).rejects.toThrow(
      "Cannot read: the rows of the server came incomplete or out of order; run it again",
    );
  });
});
