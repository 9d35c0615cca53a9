import { DataError } from "../../core/errors.ts";
import type { ByteReader } from "../byte-reader.ts";
import { sizeText } from "../size-text.ts";
import { isZip, refuseNul, textOfBytes } from "../text-of-bytes.ts";
import type { ZipFiles, ZipLimits } from "../zip-files.ts";
import { zipFiles } from "../zip-files.ts";
import {
  ACTION,
  MOST_BYTES,
  MOST_ENTRIES,
  MOST_UNPACKED_BYTES,
  UNJUDGED_BYTES,
} from "./export-limits.ts";
import { IS_MOVIELENS } from "./export-remedies.ts";
import type { ExportCollector } from "./export-collector.ts";
import type { ExportFormat, ReadFile } from "./export-format.ts";
import type { TextRules } from "./read-text.ts";
import { readText } from "./read-text.ts";

const LETTERBOXD: ReadonlySet<string> = new Set([
  ...["ratings.csv", "watched.csv", "watchlist.csv", "diary.csv"],
]);
/** Of Letterboxd's export: files of the same names, but of what was deleted or is no film's rating. */
const ASIDE = /(?:^|\/)(?:deleted|orphaned|likes|lists|reviews)\//iu;
/** Both layouts of Trakt's export, and the names that backup scripts give. */
const TRAKT =
  /^(?:(?:ratings|watched)[-_](?:movies|shows|seasons|episodes|history)|history(?:[-_]\w+)?|(?:lists-)?watchlist(?:[-_]\w+)?)(?:[-_]\d+)?\.json$/iu;
/** Every layout of a data set, as GroupLens packs them; a person's own export has none of these. */
const MOVIELENS: readonly (readonly string[])[] = [
  ["u.data", "u.item"],
  ["ratings.dat", "movies.dat"],
  ["ratings.csv", "movies.csv"],
];
const TABLE = /\.(?:csv|tsv|txt|json)$/iu;

const LIMITS: ZipLimits = {
  maxBytes: MOST_BYTES,
  maxEntries: MOST_ENTRIES,
  unjudgedBytes: UNJUDGED_BYTES,
};

/**
 * Reads the files of an archive that are of an export, and unpacks no others.
 *
 * @throws {DataError} if it is damaged, not to be trusted, or holds no export or several.
 */
export async function readArchive(
  source: ByteReader,
  file: string,
  rules: TextRules,
  collector: ExportCollector,
): Promise<ReadFile> {
  const archive = await zipFiles(source, file, LIMITS);
  try {
    const read: ReadFile[] = [];
    for (const name of wantedNames(archive)) {
      const text = await textIn(archive, name);
      if (text === undefined) continue;
      const listAs = listNamed(name) ?? rules.listAs;
      read.push(readText(text, `${file}/${name}`, { ...rules, listAs }, collector));
    }
    return asArchive(read);
  } finally {
    await archive.close();
  }
}

/** What a file's name says of a list whose columns do not. */
export function listNamed(name: string): "seen" | "watchlist" | undefined {
  const bare = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  if (bare.includes("watchlist")) return "watchlist";
  return bare.includes("watched") ? "seen" : undefined;
}

function wantedNames({ names, place }: ZipFiles): readonly string[] {
  const bases = new Set(names.map(baseOf));
  if (MOVIELENS.some((files) => files.every((file) => bases.has(file)))) {
    throw refusal(IS_MOVIELENS, place);
  }
  const inside = names.filter((name) => !ASIDE.test(name));
  const tables = inside.filter((name) => LETTERBOXD.has(baseOf(name).toLowerCase()));
  const trakt = names.filter((name) => TRAKT.test(baseOf(name)));
  const found = [...tables, ...trakt];
  if (new Set(found.map(baseOf)).size < found.length) {
    throw refusal("it holds more than one export; give them one by one", place);
  }
  if (found.length > 0) return found;
  const others = inside.filter((name) => TABLE.test(name));
  if (others.length === 1) return others;
  if (others.length > 1) {
    throw refusal(`it holds ${others.length} tables and none is known; give one of them`, place);
  }
  const nested = names.some((name) => /\.zip$/iu.test(name));
  throw refusal(nested ? NESTED : NO_EXPORT, place);
}

const NESTED = "it holds another archive; unpack it first";
const NO_EXPORT = "no file in it is an export; give the archive as it was downloaded, or one table";

/** @returns `undefined` for an empty file. */
async function textIn(archive: ZipFiles, name: string): Promise<string | undefined> {
  const place = `${archive.place}/${name}`;
  const size = archive.size(name);
  if (size === 0) return undefined;
  if (size > MOST_UNPACKED_BYTES) {
    const most = `a file of an archive may unpack to at most ${sizeText(MOST_UNPACKED_BYTES)}`;
    throw refusal(`${most}, got ${sizeText(size)}`, place);
  }
  const bytes = new Uint8Array(size);
  let length = 0;
  for await (const chunk of archive.open(name)) {
    if (length === 0) {
      if (isZip(chunk)) throw refusal(NESTED, place);
      refuseNul(chunk, place, ACTION); // a bomb is most often of nothing but these
    }
    bytes.set(chunk.subarray(0, size - length), length);
    length += chunk.length;
  }
  return textOfBytes(bytes, place, ACTION);
}

function asArchive(read: readonly ReadFile[]): ReadFile {
  const [first] = read;
  if (first === undefined) return { format: OTHER, scale: "0.5-5" };
  const { family } = first.format;
  const isOne = read.every(({ format }) => format.family === family);
  if (isOne && family !== "other") return { format: OF_FAMILY[family], scale: first.scale };
  return read.length === 1 ? first : { format: OTHER, scale: first.scale };
}

const OF_FAMILY: Readonly<Record<"letterboxd" | "trakt", ExportFormat>> = {
  letterboxd: {
    name: "letterboxd-zip",
    title: "Letterboxd export (ZIP)",
    family: "letterboxd",
  },
  trakt: { name: "trakt-zip", title: "Trakt export (ZIP)", family: "trakt" },
};
const OTHER: ExportFormat = { name: "zip", title: "Archive of tables (ZIP)", family: "other" };

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function refusal(message: string, file: string): DataError {
  return new DataError(`${ACTION}: ${message}`, { file });
}
