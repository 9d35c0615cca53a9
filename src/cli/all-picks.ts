import { setImmediate } from "node:timers/promises";
import { DataError } from "../core/errors.ts";
import type { Left, Model, PicksOptions } from "../index.ts";
import { resolvePicksOptions } from "../core/taste/picks-options.ts";
import { listsOfPeople } from "../core/taste/lists-of-people.ts";
import { openFilms } from "../core/taste/open-films.ts";
import type { PeopleRatings } from "../core/taste/people-ratings.ts";
import { ratingsOfPeople } from "../core/taste/people-ratings.ts";
import { throwIfAborted } from "../core/errors.ts";
import { checkWritable } from "../io/node-writable-file.ts";
import { writeFileAtomically } from "../io/node-files.ts";
import type { ListsBlock, ListsWork } from "../parallel/lists-in-threads.ts";
import { BLOCK_PEOPLE, listsInThreads } from "../parallel/lists-in-threads.ts";
import type { AllPicksRequest } from "./all-picks-flags.ts";
import { allPicksLines } from "./all-picks-lines.ts";
import { AllPicksTally, printAllPicks } from "./all-picks-report.ts";
import { foundIn, readFilmFlags } from "./film-flags.ts";
import { noneLeftText } from "./nothing-left.ts";
import { openData, tellSuperseded } from "./open-data.ts";
import type { PicksFlags } from "./picks-flags.ts";
import { picksOptionsOf } from "./picks-flags.ts";
import type { ReadingFlags } from "./reading-flags.ts";
import { refuseOwnInput } from "./refuse-own-input.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { sameFilms } from "./same-films.ts";
import type { Source } from "./source.ts";
import { openFilms as openSource, sourceOfData } from "./source.ts";
import { trainOptionsOf } from "./options.ts";
import { progressBar } from "./terminal/bars.ts";
import { duration, grouped } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError } from "./usage-error.ts";

/** With fewer people than this, threads would take longer to start than they save. */
const LEAST_FOR_THREADS = 1000;

/** Writes films for every person of a data set to a file: `matinee picks --all`. */
export async function picksForAll(
  run: Run,
  flags: PicksFlags & ReadingFlags,
  request: AllPicksRequest,
): Promise<void> {
  const asked = picksOptionsOf(flags);
  const training = trainOptionsOf(flags);
  const output = pathFrom(run.io, request.output);
  await checkWritable(output); // before the work, not after it
  await refuseOwnInput(run, "Cannot write the picks", output, request.data);
  const films = await readFilmFlags(run, flags);
  const { dataSet, files } = await openData(run, request.data);
  await files.close();
  tellSuperseded(run, dataSet);
  const source: Source =
    flags.model === undefined
      ? sourceOfData(run, dataSet, training)
      : await openSource(run, { model: flags.model });
  if (flags.model !== undefined)
    checkSameFilms(sameFilms(dataSet.catalogue, source.catalogue), source);
  const { options } = foundIn(run, source, asked, films);
  const model = await source.model();
  refuseNothingLeft(model.taste([]).left(options));
  const people = ratingsOfPeople(model, dataSet.ratings);
  const tally = new AllPicksTally(model, people, options);
  const work = { run, request, model, people, options };
  const content = linesOf(work, dataSet.ratings.users.toArray(), tally);
  await writeFileAtomically(output, content, { signal: run.io.signal });
  printAllPicks(run.screen, request, tally, source.origin);
}

/** @throws {UsageError} before an older file is replaced by none. */
function refuseNothingLeft(left: readonly Left[]): void {
  if (left.at(-1)!.films > 0) return;
  throw new UsageError(`Cannot pick for all: ${noneLeftText(left)}`);
}

/** Ids may be those of other films: MovieLens counts those of 100K anew. */
function checkSameFilms({ shared, alike }: ReturnType<typeof sameFilms>, { title }: Source): void {
  if (shared > 0 && 2 * alike >= shared) return;
  const why =
    shared === 0
      ? "it has none of the films of the data"
      : `of ${grouped(shared)} ids that both have, ${grouped(shared - alike)} are other films in the data`;
  throw new DataError(
    `Cannot pick for all by ${plainText(title)}: ${why}; name a model that was learned from these data, or leave out --model`,
  );
}

interface Work {
  readonly run: Run;
  readonly request: AllPicksRequest;
  readonly model: Model;
  readonly people: PeopleRatings;
  readonly options: PicksOptions;
}

/**
 * The file, a block of people after the other.
 *
 * @throws {UsageError} at the end, if nobody got a film: the file is not to be written then.
 */
async function* linesOf(
  work: Work,
  userIds: readonly (string | number)[],
  tally: AllPicksTally,
): AsyncGenerator<Uint8Array, void> {
  const { run, request, model } = work;
  const { header, lines } = allPicksLines(request.format, model.catalogue);
  const bytesOf = (text: string): Uint8Array => tally.written(new TextEncoder().encode(text));
  if (header !== "") yield bytesOf(header);
  for await (const { first, lists } of blocksOf(work)) {
    const ids = userIds.slice(first, first + lists.counts.length);
    yield bytesOf(lines(lists, ids));
    tally.add(lists);
    run.screen.progress.show(() => progressText(tally));
  }
  run.screen.progress.clear();
  if (tally.films > 0 || tally.people === 0) return;
  throw new UsageError(
    "Cannot pick for all: everyone has rated every film that is left; leave out or widen what leaves " +
      "films out",
  );
}

function blocksOf({ run, request, model, people, options }: Work): AsyncGenerator<ListsBlock> {
  const settings = resolvePicksOptions("Cannot pick for all", options);
  openFilms(model, settings);
  const { signal } = run.io;
  const threads = run.io.threads?.(request.threads);
  const isFew = people.rowStart.length - 1 < LEAST_FOR_THREADS && request.threads === undefined;
  const work = { model, ratings: people, settings, signal };
  return threads === undefined || threads.count === 1 || isFew
    ? listsHere(work)
    : listsInThreads({ ...work, threads });
}

async function* listsHere(work: Omit<ListsWork, "threads">): AsyncGenerator<ListsBlock, void> {
  const { model, ratings, settings, signal } = work;
  const people = ratings.rowStart.length - 1;
  for (let first = 0; first < people; first += BLOCK_PEOPLE) {
    await setImmediate(); // a signal is heard
    throwIfAborted("Cannot pick for all", signal);
    const end = Math.min(people, first + BLOCK_PEOPLE);
    yield { first, lists: listsOfPeople(model, ratings, settings, first, end) };
  }
}

/** `picks  ━━━━────  2,112 of 6,040 people  1,890 a second  2.1 s left`. */
function progressText({ people, done, seconds }: AllPicksTally): string {
  const elapsed = seconds();
  const rate = done / elapsed;
  return [
    "picks",
    progressBar(done / people, 20),
    `${grouped(done)} of ${grouped(people)} people`,
    ...(elapsed < 0.5
      ? []
      : [`${grouped(Math.round(rate))} a second`, `${duration((people - done) / rate)} left`]),
  ].join("  ");
}
