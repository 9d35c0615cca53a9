import { describe, expect, test } from "vitest";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import { CheckpointError } from "../errors.ts";
import { jsKernels } from "../kernels.ts";
import type { PartState } from "../learn/part-run.ts";
import { sampleByGibbs } from "../learn/gibbs.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import type { CheckpointRuns } from "./checkpoint-file.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import { encodeTensors } from "./safetensors.ts";
import { encodeSealed } from "./sealed-tensors.ts";

const SUBJECT = { data: "synthetic", sweeps: "30" };

/** Two runs: one on its way, one whose second view is done and whose first was not begun. */
function someRuns(): CheckpointRuns {
  const { ratings } = synthesize({ users: 30, movies: 20, ratings: 300 });
  const states: PartState[] = [];
  const onState = (_: number, state: PartState): void => void states.push(state);
  const options = { factors: 2, sweeps: 30, burnIn: 5 };
  runToEnd(sampleByGibbs(ratings, ratings, options, { kernels: jsKernels, onState }));
  const [atSweep25, atEnd] = states;
  return new Map([
    ["u1", { of: "a split", states: [atSweep25] }],
    ["seed 2", { of: "another", states: [undefined, atEnd] }],
  ]);
}

const RUNS = someRuns();
const BYTES = encodeCheckpoint(SUBJECT, RUNS);

describe("decodeCheckpoint()", () => {
  test("gives back all runs, every array of them bit for bit", () => {
    expect(decodeCheckpoint(BYTES, SUBJECT)).toEqual(RUNS);
    expect(encodeCheckpoint(SUBJECT, decodeCheckpoint(BYTES, SUBJECT))).toEqual(BYTES);
  });

  test.each([
    [{ data: "MovieLens 1M", sweeps: "30" }, "data was synthetic, and is MovieLens 1M now"],
    [{ data: "synthetic", sweeps: "150" }, "sweeps was 30, and is 150 now"],
    [{ data: "synthetic" }, "sweeps was 30, and is nothing now"],
    [{ ...SUBJECT, seed: "2" }, "seed was nothing, and is 2 now"],
  ])("refuses one of another run: now %o", (subject, message) => {
    const read = (): unknown => decodeCheckpoint(BYTES, subject as typeof SUBJECT);
    expect(read).toThrow(CheckpointError);
    expect(read).toThrow(`it is of another run: ${message}; remove it, or name another file`);
  });

  test("refuses every file that is cut short or damaged", () => {
    for (const length of [0, 7, 100, BYTES.length - 1]) {
      expect(() => decodeCheckpoint(BYTES.subarray(0, length), SUBJECT)).toThrow(CheckpointError);
    }
    for (let at = 700; at < BYTES.length; at += 997) {
      const damaged = BYTES.slice();
      damaged[at]! ^= 1;
      expect(() => decodeCheckpoint(damaged, SUBJECT)).toThrow(CheckpointError);
    }
  });

  test("refuses a model, another program's tensors, and another version", () => {
    const sealed = (metadata: Record<string, string>): Uint8Array =>
      encodeSealed({ metadata, tensors: new Map() });
    const foreign = encodeTensors({ metadata: {}, tensors: new Map() });
    const model = sealed({ format: "matinee", version: "2" });
    const later = sealed({ format: "matinee checkpoint", version: "9" });
    expect(() => decodeCheckpoint(foreign, SUBJECT)).toThrow("the file is no checkpoint");
    expect(() => decodeCheckpoint(model, SUBJECT)).toThrow("the file is no checkpoint");
    expect(() => decodeCheckpoint(later, SUBJECT)).toThrow(
      'its version is "9", this program reads "2"',
    );
  });
});
