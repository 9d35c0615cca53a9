/** The names of the data sets that can be asked for, from small to large. */
export type DataSetName =
  | "ml-100k"
  | "ml-1m"
  | "ml-10m"
  | "ml-20m"
  | "ml-25m"
  | "ml-32m"
  | "ml-latest-small"
  | "ml-latest";

/** What is known about a data set before it is on this machine. */
export interface DataSetInfo {
  readonly name: DataSetName;
  /** For people, e.g. `MovieLens 100K`. */
  readonly title: string;
  /** Where its publisher keeps the archive. */
  readonly url: string;
  /** Of the archive, 32 hex digits; absent where the archive changes and has a `.md5` beside it. */
  readonly md5?: string | undefined;
  /** Size of the archive in bytes, for progress and warnings; not exact where it changes. */
  readonly archiveBytes: number;
  readonly ratings: number;
  /** Films in the catalogue, rated or not. */
  readonly movies: number;
  readonly users: number;
  /** The terms in one line; the archive's own README is what counts. */
  readonly licence: string;
  /** Names that the archive must hold for the set to be usable. */
  readonly files: readonly string[];
  /** Names that are unpacked too where the archive has them. */
  readonly extraFiles: readonly string[];
}

const ORIGIN = "https://files.grouplens.org/datasets/movielens";

const CLOSED_TERMS =
  "research use; may not be redistributed; no commercial use without GroupLens's permission";
const OPEN_TERMS =
  "research use; may be redistributed under the same terms; " +
  "no commercial use without GroupLens's permission";
const README_TERMS =
  "research use; no commercial use without GroupLens's permission; see the README for the rest";

const FOLDS = ["u1", "u2", "u3", "u4", "u5", "ua", "ub"];
const TABLES = {
  files: ["u.data", "u.item"],
  extraFiles: [
    "README",
    "u.info",
    "u.genre",
    "u.user",
    "u.occupation",
    ...FOLDS.flatMap((fold) => [`${fold}.base`, `${fold}.test`]),
  ],
};
const DOUBLE_COLONS = {
  files: ["ratings.dat", "movies.dat"],
  extraFiles: ["README", "README.html", "users.dat"],
};
const CSV = {
  files: ["ratings.csv", "movies.csv"],
  extraFiles: ["README.txt", "README.html", "links.csv"],
};

// Counts as in each README, or in its files where that rounds them; checksums as published beside
// the archives. Those of the two `latest` sets are of their last known editions.
const ALL: readonly Omit<DataSetInfo, "url">[] = [
  {
    name: "ml-100k",
    title: "MovieLens 100K",
    md5: "0e33842e24a9c977be4e0107933c0723",
    archiveBytes: 4_924_029,
    ratings: 100_000,
    movies: 1682,
    users: 943,
    licence: CLOSED_TERMS,
    ...TABLES,
  },
  {
    name: "ml-1m",
    title: "MovieLens 1M",
    md5: "c4d9eecfca2ab87c1945afe126590906",
    archiveBytes: 5_917_549,
    ratings: 1_000_209,
    movies: 3883,
    users: 6040,
    licence: CLOSED_TERMS,
    ...DOUBLE_COLONS,
  },
  {
    name: "ml-10m",
    title: "MovieLens 10M",
    md5: "ce571fd55effeba0271552578f2648bd",
    archiveBytes: 65_566_137,
    ratings: 10_000_054,
    movies: 10_681,
    users: 71_567,
    licence: README_TERMS,
    ...DOUBLE_COLONS,
  },
  {
    name: "ml-20m",
    title: "MovieLens 20M",
    md5: "cd245b17a1ae2cc31bb14903e1204af3",
    archiveBytes: 198_702_078,
    ratings: 20_000_263,
    movies: 27_278,
    users: 138_493,
    licence: README_TERMS,
    ...CSV,
  },
  {
    name: "ml-25m",
    title: "MovieLens 25M",
    md5: "6b51fb2759a8657d3bfcbfc42b592ada",
    archiveBytes: 261_978_986,
    ratings: 25_000_095,
    movies: 62_423,
    users: 162_541,
    licence: README_TERMS,
    ...CSV,
  },
  {
    name: "ml-32m",
    title: "MovieLens 32M",
    md5: "d472be332d4daa821edc399621853b57",
    archiveBytes: 238_950_008,
    ratings: 32_000_204,
    movies: 87_585,
    users: 200_948,
    licence: README_TERMS,
    ...CSV,
  },
  {
    name: "ml-latest-small",
    title: "MovieLens latest small",
    archiveBytes: 978_202,
    ratings: 100_836,
    movies: 9742,
    users: 610,
    licence: OPEN_TERMS,
    ...CSV,
  },
  {
    name: "ml-latest",
    title: "MovieLens latest",
    archiveBytes: 351_000_000,
    ratings: 33_832_162,
    movies: 86_537,
    users: 330_975,
    licence: OPEN_TERMS,
    ...CSV,
  },
];

/**
 * The data sets that have a name, with sizes, terms and where to get them. Frozen.
 *
 * @example
 * ```ts
 * const small = DATA_SETS.find((known) => known.name === "ml-100k");
 * assert.equal(small?.ratings, 100_000);
 * ```
 */
export const DATA_SETS: readonly DataSetInfo[] = Object.freeze(ALL.map(completed));

/** The entry of `name` in {@link DATA_SETS}, or `undefined` where it is not a known name. */
export function dataSetInfo(name: string): DataSetInfo | undefined {
  return DATA_SETS.find((known) => known.name === name);
}

/** The address of the archive on `baseUrl`, or where its publisher keeps it. */
export function archiveUrl(info: DataSetInfo, baseUrl?: string): string {
  return baseUrl === undefined ? info.url : `${baseUrl.replace(/\/+$/, "")}/${info.name}.zip`;
}

/**
 * The checksum of `archive` in the text of a `.md5` file: `MD5 (x.zip) = hex` (BSD),
 * `hex  x.zip` (GNU), or a bare `hex`.
 *
 * @returns 32 lower-case hex digits, or `undefined` where no line is about `archive`.
 */
export function parseMd5File(text: string, archive: string): string | undefined {
  for (const line of text.split(/\r?\n/)) {
    const bsd = /^MD5 ?\((.+)\) ?= ?([0-9a-f]{32})\s*$/i.exec(line);
    if (bsd !== null && baseName(bsd[1]!) === archive) return bsd[2]!.toLowerCase();
    const gnu = /^([0-9a-f]{32})(?:\s+\*?(\S.*?))?\s*$/i.exec(line);
    if (gnu !== null && baseName(gnu[2] ?? archive) === archive) return gnu[1]!.toLowerCase();
  }
  return undefined;
}

function completed(info: Omit<DataSetInfo, "url">): DataSetInfo {
  Object.freeze(info.files);
  Object.freeze(info.extraFiles);
  return Object.freeze({ ...info, url: `${ORIGIN}/${info.name}.zip` });
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
