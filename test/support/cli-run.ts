// Runs the command line in this process, on a small table of two kinds of film and two kinds of
// people: whoever likes the one kind does not like the other.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCli } from "../../src/cli/run-cli.ts";
import type { InputStream } from "../../src/cli/terminal/keys.ts";
import { Random } from "../../src/core/random.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What a run left. */
export interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a run takes place. */
export interface CliPlace {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of both streams; undefined where they are no terminals. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** Where keys come from; absent where nobody can be asked. */
  readonly stdin?: InputStream;
}

export const FILMS_OF_A_KIND = 20;
const PEOPLE = 80;
const RATINGS_OF_ONE = 24;

/** A new folder with the table as `small/`, and the files `noir.csv` and `boom.csv` of two people. */
export async function smallPlace(): Promise<CliPlace> {
  const cwd = temporaryFolder();
  await writeSmallData(join(cwd, "small"));
  await writeFile(join(cwd, "noir.csv"), NOIR_LOVER);
  await writeFile(join(cwd, "boom.csv"), BOOM_LOVER);
  return { cwd };
}

/** As {@link smallPlace}, with `model.st`, learned from the table once a test file. */
export async function trainedPlace(): Promise<CliPlace> {
  const place = await smallPlace();
  const file = join(place.cwd, "model.st");
  if (modelBytes === undefined) {
    const argv = ["train", "--data", "small", "--method", "gradient-descent", "-o", "model.st"];
    const { status, stderr } = await runMatinee(place, ...argv);
    if (status !== 0) throw new Error(`status ${status}: ${stderr}`);
    modelBytes = await readFile(file);
  } else {
    await writeFile(file, modelBytes);
  }
  return place;
}

let modelBytes: Uint8Array | undefined;

/** Runs `matinee` with these arguments: no data but that below `cwd`, no network. */
export async function runMatinee(
  { cwd, env = {}, columns, stdin, signal = new AbortController().signal }: CliPlace,
  ...argv: readonly string[]
): Promise<CliResult> {
  const stdout = recorder(columns);
  const stderr = recorder(columns);
  const status = await runCli(argv, {
    ...{ stdout, stderr, stdin, cwd, signal },
    env: {
      ...{ XDG_CACHE_HOME: join(cwd, "cache"), XDG_DATA_HOME: join(cwd, "home") },
      ...{ MATINEE_MIRROR: "http://127.0.0.1:9/", ...env },
    },
  });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

/** As {@link runMatinee}, for what `--json` printed. */
export async function runForJson(
  place: CliPlace,
  ...argv: readonly string[]
): Promise<Record<string, unknown>> {
  const { status, stdout, stderr } = await runMatinee(place, ...argv, "--json");
  if (status !== 0) throw new Error(`status ${status}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Writes `folder/ratings.csv` and `folder/movies.csv`: films "Noir 1 (1951)" … and "Boom 1 (1991)" …. */
export async function writeSmallData(folder: string): Promise<void> {
  const random = new Random(5);
  const films = Array.from({ length: 2 * FILMS_OF_A_KIND }, (_, k) => k);
  const lines = ["userId,movieId,rating,timestamp"];
  for (let user = 1; user <= PEOPLE; user++) {
    const lovesNoir = user % 2 === 1;
    for (const film of random.shuffle([...films]).slice(0, RATINGS_OF_ONE)) {
      const isNoir = film < FILMS_OF_A_KIND;
      const rating = (lovesNoir === isNoir ? 4 : 1.5) + random.below(3) / 2;
      lines.push(`${user},${film + 1},${rating},0`);
    }
  }
  const movies = films.map((film) => {
    const isNoir = film < FILMS_OF_A_KIND;
    const n = (film % FILMS_OF_A_KIND) + 1;
    const title = isNoir ? `Noir ${n} (${1940 + n})` : `Boom ${n} (${1990 + n})`;
    return `${film + 1},${title},${isNoir ? "Crime" : "Action"}`;
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "ratings.csv"), `${lines.join("\n")}\n`);
  await writeFile(join(folder, "movies.csv"), `movieId,title,genres\n${movies.join("\n")}\n`);
}

/** A Letterboxd export of these ratings. */
export function letterboxd(
  ratings: readonly (readonly [name: string, year: number, rating: number])[],
): string {
  const rows = ratings.map(
    ([name, year, rating]) => `2024-01-01,${name},${year},https://boxd.it/x,${rating}`,
  );
  return ["Date,Name,Year,Letterboxd URI,Rating", ...rows, ""].join("\n");
}

/** Loves the films "Noir 1" … "Noir 6", not "Boom 1" … "Boom 6"; one film is nowhere. */
export const NOIR_LOVER: string = letterboxd([
  ...Array.from({ length: 6 }, (_, k) => [`Noir ${k + 1}`, 1941 + k, 5] as const),
  ...Array.from({ length: 6 }, (_, k) => [`Boom ${k + 1}`, 1991 + k, 1] as const),
  ["Elsewhere", 2019, 4],
]);

/** Likes the other half of the films. */
export const BOOM_LOVER: string = letterboxd([
  ...Array.from({ length: 6 }, (_, k) => [`Boom ${k + 1}`, 1991 + k, 4.5] as const),
  ...Array.from({ length: 6 }, (_, k) => [`Noir ${k + 1}`, 1941 + k, 3] as const),
]);

function recorder(columns: number | undefined): {
  readonly isTTY: boolean;
  readonly columns?: number;
  write(text: string): void;
  text(): string;
} {
  const written: string[] = [];
  return {
    isTTY: columns !== undefined,
    ...(columns === undefined ? {} : { columns }),
    write: (text) => void written.push(text),
    text: () => written.join(""),
  };
}
