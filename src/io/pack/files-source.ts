import type { StopSignal } from "../../core/errors.ts";
import type { RatingColumns } from "../../core/ratings/ratings.ts";
import type { DataFiles } from "../data-files.ts";
import type { BatchedDataSet } from "../rating-batches.ts";
import { ratingBatches } from "../rating-batches.ts";
import type { PackSource } from "./pack-source.ts";

/** The ratings of files, to be packed as they are read. */
export function filesSource(files: DataFiles, signal?: StopSignal): PackSource {
  let read: BatchedDataSet | undefined;
  async function* batches(): AsyncGenerator<RatingColumns> {
    read = yield* ratingBatches(files, { signal });
  }
  return {
    batches: batches(),
    rest: () => {
      if (read === undefined) throw new RangeError("Cannot tell the rest before the last batch");
      const { name, users, catalogue, scale } = read;
      return { name, users, catalogue, scale, superseded: 0 };
    },
  };
}
