import { knownGenres } from "../core/taste/candidates.ts";
import type { Id, Marks, PicksOptions } from "../index.ts";
import type { NamedList } from "./films-named.ts";
import { findNamed, readNamed } from "./films-named.ts";
import type { PicksFlags } from "./picks-flags.ts";
import type { ReadingFlags } from "./reading-flags.ts";
import type { Run } from "./run.ts";
import type { Source } from "./source.ts";
import { checkedUsage } from "./usage-error.ts";

/** What the command line names films for; read before anything is learned. */
export type FilmFlags = Readonly<
  Record<
    "among" | "exclude" | "seen" | "notForMe",
    Awaited<ReturnType<typeof readNamed>> | undefined
  >
>;

/** @throws as `readNamed`. */
export async function readFilmFlags(
  run: Run,
  flags: PicksFlags & ReadingFlags,
): Promise<FilmFlags> {
  const read = (
    names: readonly string[] | undefined,
    list: NamedList = "seen",
  ): Promise<FilmFlags["among"]> =>
    names === undefined ? Promise.resolve(undefined) : readNamed(run, names, list, flags);
  return {
    among: await read(flags.among, "wished for"),
    exclude: await read(flags.exclude),
    seen: await read(flags.seen),
    notForMe: await read(flags.notForMe),
  };
}

/**
 * The films named, as the catalogue knows them.
 *
 * @throws {UsageError} for a film or genre that is not there: before anything is learned.
 */
export function foundIn(
  run: Run,
  { catalogue, title }: Pick<Source, "catalogue" | "title">,
  asked: PicksOptions,
  films: FilmFlags,
): { readonly options: PicksOptions; readonly marks: Required<Marks> } {
  checkedUsage(() => {
    knownGenres(catalogue, "genres", asked.genres ?? []);
    knownGenres(catalogue, "withoutGenres", asked.withoutGenres ?? []);
  });
  const find = (named: FilmFlags["among"]): Id[] =>
    named === undefined ? [] : findNamed(run, named, catalogue, title);
  return {
    options: {
      ...asked,
      exclude: find(films.exclude),
      among: films.among === undefined ? undefined : find(films.among),
    },
    marks: { seen: find(films.seen), notForMe: find(films.notForMe) },
  };
}
