import type { DataSet } from "../index.ts";
import type { DataSetInfo } from "../io/data-sets.ts";
import { DATA_SETS } from "../io/data-sets.ts";
import { byteCount } from "../io/node-byte-count.ts";
import { counted, grouped } from "./terminal/numbers.ts";

/** Published in the last century: a person of today finds few of their films there. */
const OLD: readonly string[] = ["ml-100k", "ml-1m"];

/** The named set that a data set is, whatever its folder is called. */
export function knownSet({ name }: Pick<DataSet, "name">): DataSetInfo | undefined {
  return DATA_SETS.find(({ title }) => title === name);
}

/**
 * Where more films are than in this data set, as advice whose further lines are commands; nothing for
 * data of one's own.
 */
export function largerSetAdvice(dataSet: Pick<DataSet, "name">): string | undefined {
  const info = knownSet(dataSet);
  if (info === undefined) return undefined;
  if (OLD.includes(info.name)) {
    return "leave out --data and --model: the model that comes with matinee knows films up to 2018";
  }
  const [largest] = DATA_SETS.filter(({ name }) => name === "ml-32m");
  if (largest === undefined || info.movies >= largest.movies || info.name === "ml-latest") {
    return undefined;
  }
  const { name, archiveBytes, movies } = largest;
  return [
    `learn from a larger set once (${byteCount(archiveBytes)} for ${grouped(movies)} films), then use --model ${name}.st:`,
    `  matinee data get ${name}`,
    `  matinee train --data ${name} --method gradient-descent -o ${name}.st`,
  ].join("\n");
}

/** What to say of a named set that holds fewer ratings than were published; often it was cut off. */
export function shortfallText({ name, ratings, superseded }: DataSet): string | undefined {
  const info = knownSet({ name });
  // Sets without a fixed checksum change from edition to edition.
  if (info?.md5 === undefined || ratings.length + superseded >= info.ratings) return undefined;
  const found = `${grouped(ratings.length)} of its ${counted(info.ratings, "rating")}`;
  return `${name} has only ${found} here; its files may have been cut off`;
}
