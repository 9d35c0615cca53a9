import type { Asked } from "./asked.ts";
import type { AlsModel } from "./fake-cluster-als.ts";
import { ClusterState } from "./fake-cluster-state.ts";
import type { FakeTable } from "./fake-cluster-tables.ts";
import { type FakeSpark, fakeSpark, type FakeSparkOptions } from "./fake-spark.ts";
import { type FakeResponse, progress } from "./responses.ts";

/** A cluster's data, and what befalls it besides the faults of {@link FakeSparkOptions}. */
export interface FakeClusterOptions extends Omit<FakeSparkOptions, "answer" | "columns"> {
  /** By name, or path. */
  readonly tables: Readonly<Record<string, FakeTable>>;
  /** Answers something else, or (undefined) what the tables say. */
  readonly instead?: (asked: Asked) => FakeResponse[] | undefined;
}

/** A fake server that works the pipeline's own statements out, and what it has then. */
export interface FakeCluster extends FakeSpark {
  /** Tables and views by name, as they stand. */
  readonly made: ReadonlyMap<string, FakeTable>;
  /** Rows of what was written, by path. */
  readonly written: ReadonlyMap<string, FakeTable>;
  /** Models that were not let go of. */
  readonly models: ReadonlyMap<string, AlsModel>;
}

/** Starts one; it stops when the running test has finished. */
export async function fakeCluster(options: FakeClusterOptions): Promise<FakeCluster> {
  const { tables, instead, ...rest } = options;
  const state = new ClusterState(tables);
  const spark = await fakeSpark({
    ...rest,
    columns: (of) => state.columnsOf(of),
    answer(asked) {
      const answer = instead?.(asked) ?? state.answer(asked);
      return isWork(asked) && answer[0]?.kind !== "progress"
        ? [progress(1, 4), ...answer, progress(4, 4)]
        : answer;
    },
  });
  const { made, written, models } = state;
  const own = Object.getOwnPropertyDescriptors({ made, written, models });
  return Object.defineProperties(spark, own) as FakeCluster;
}

/** Whether it runs on the workers, so that there is progress to tell of. */
function isWork(asked: Asked): boolean {
  if (asked.kind === "statement") return asked.text.startsWith("CACHE ");
  return ["rows", "keep", "fit", "write"].includes(asked.kind);
}
