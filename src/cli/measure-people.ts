import type { DataSet, ListsResult, PeopleProtocol, PeopleResult, TrainOptions } from "../index.ts";
import { evaluateLists, evaluatePeople, leaveOutPeople, train } from "../index.ts";
import type { Run } from "./run.ts";
import type { ContextOf } from "./sampling-run.ts";
import { namedProgress } from "./training-progress.ts";

/** What one draw of people says. */
export interface MeasuredPeople {
  /** `seed 1`. */
  readonly name: string;
  readonly seconds: number;
  /** One for each number of ratings given, in the protocol's order. */
  readonly results: readonly PeopleResult[];
  /** Of a protocol that measures lists, with all that people bring. */
  readonly lists?: ListsResult;
}

/**
 * Learns without the people of each draw, and measures what the model says of them.
 *
 * @throws {DataError} if the data has not enough people with enough ratings.
 */
export async function measurePeople(
  { io, screen }: Run,
  dataSet: DataSet,
  protocol: PeopleProtocol,
  options: TrainOptions,
  contextOf: ContextOf,
): Promise<MeasuredPeople[]> {
  const { signal } = io;
  const draws: MeasuredPeople[] = [];
  for (const seed of protocol.seeds) {
    const name = `seed ${seed}`;
    const started = performance.now();
    const leftOut = leaveOutPeople(dataSet.ratings, protocol, seed);
    const model = await train({ ...dataSet, ratings: leftOut.train }, options, {
      ...contextOf(name),
      ...namedProgress(screen, name),
      signal,
    });
    const results = protocol.given.map((given) => evaluatePeople(model, leftOut, given));
    const most = Math.max(...protocol.given);
    const lists = protocol.lists ? { lists: evaluateLists(model, leftOut, most) } : {};
    draws.push({ name, results, ...lists, seconds: (performance.now() - started) / 1000 });
  }
  return draws;
}
