import { describe, expect, test } from "vitest";
import { alsOfCellsInThreads } from "../../parallel/als-in-threads.ts";
import type { Threads } from "../../parallel/threads.ts";
import { train } from "../../train.ts";
import { DataError } from "../errors.ts";
import type { SharedWorkspace } from "../kernels.ts";
import { jsKernels } from "../kernels.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import type { AlsData } from "./als-cells.ts";
import { planOf } from "./als-plan.ts";
import { makeRoom } from "./als-shared.ts";
import type { StreamedRatings } from "./streamed-ratings.ts";
import { resolveWeightedAlsOptions } from "./weighted-als-options.ts";
import { learnFromCells } from "./weighted-als.ts";

const SETTINGS = resolveWeightedAlsOptions({ factors: 32, views: 1, sweeps: 1 });
const GIB = 2 ** 30;

/** One person and one film with so many cells, which nobody ever reads. */
function oneRow(length: number): AlsData {
  const rowStart = { users: Uint32Array.of(0, length), movies: Uint32Array.of(0, length) };
  return { rowStart, origin: { kind: "none" }, cells: { read: () => undefined } };
}

/** Small buffers are there, and of large ones only their lengths are added up. */
function countedWorkspace(): { readonly workspace: SharedWorkspace; bytes: number } {
  const counted = { bytes: 0, workspace: { ...jsKernels.sharedWorkspace(0) } };
  const short = (length: number): number => {
    counted.bytes += 4 * length;
    return length > 1e6 ? 0 : length;
  };
  counted.workspace.float32 = (length) => new Float32Array(short(length));
  counted.workspace.uint32 = (length) => new Uint32Array(short(length));
  return counted;
}

describe("makeRoom()", () => {
  test.each([
    [10_000_000, 3],
    [30_000_000, 1],
    [1_000_000, 8],
  ])("has desks for as many threads as fit: rows of %i cells, %i desks", (length, desks) => {
    const counted = countedWorkspace();
    let asked = 0;
    const { shared } = makeRoom(planOf(oneRow(length), SETTINGS), 8, (bytes) => {
      asked = bytes;
      return counted.workspace;
    });
    expect(shared.desks).toHaveLength(desks);
    expect(asked).toBeLessThan(4 * GIB - 1023);
    expect(asked).toBeGreaterThanOrEqual(counted.bytes);
    expect(asked).toBeLessThan(counted.bytes + 1000); // all is counted, but for alignment
    const more = asked + asked / desks;
    if (desks < 8) expect(more).toBeGreaterThan(4 * GIB);
  });

  test("tells where there is no room for one, and what can be done", () => {
    const run = learnFromCells(oneRow(40_000_000), SETTINGS);
    expect(() => run.next()).toThrow(DataError);
    const again = learnFromCells(oneRow(40_000_000), SETTINGS);
    expect(() => again.next()).toThrow(
      "Cannot train: 32 features for picks of 1 users and 1 films, one of which has 40000000 ratings, " +
        "take 5.3 GiB in one memory, and 4 GiB is the most; choose the method weighted-als with lower " +
        '"factors", or take fewer users',
    );
  });
});

test("weighted factorisation starts no more threads than there are desks", async () => {
  let started = 0;
  const threads: Threads = {
    count: 8,
    start({ onFailure }) {
      started++;
      return { post: () => onFailure(new Error("seen enough")), stop: () => undefined };
    },
  };
  const kernels = { ...jsKernels, sharedWorkspace: () => countedWorkspace().workspace };
  const run = alsOfCellsInThreads(oneRow(10_000_000), SETTINGS, { kernels, threads });
  await expect(run).rejects.toThrow("seen enough");
  expect(started).toBe(3);
});

test("train() tells of picks that there is no room for before it learns anything", async () => {
  const { catalogue, ratings } = synthesize({ users: 1, movies: 2, ratings: 1 });
  const { users, scale } = ratings;
  const never = (): never => {
    throw new Error("it has begun to learn");
  };
  const streamed: StreamedRatings = {
    ...{ kind: "streamed", name: "x", length: 40_000_000, mean: 3, users, catalogue, scale },
    userCounts: Uint32Array.of(40_000_000),
    movieCounts: Uint32Array.of(40_000_000, 0),
    table: {
      userStart: Uint32Array.of(0, 1),
      movieStart: Uint32Array.of(0, 2),
      start: Float64Array.of(0, 1),
    },
    ...{ buckets: never, origin: never, als: oneRow(40_000_000) },
  };
  const run = train(streamed, { method: "gradient-descent" });
  await expect(run).rejects.toThrow(DataError);
  await expect(run).rejects.toThrow("features for picks of 1 users and 2 films");
});
