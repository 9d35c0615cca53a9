import { describe, expect, test } from "vitest";
import type { CliResult } from "../../test/support/cli-run.ts";
import { runForJson, runMatinee, trainedPlace } from "../../test/support/cli-run.ts";

interface Listed {
  readonly title: string;
  readonly year: number;
}

// Of the small table this person has not rated Noir 7 … 20 (1947 … 1960, Crime) and
// Boom 7 … 20 (1997 … 2010, Action).
const PICKS = ["picks", "noir.csv", "--model", "model.st"];
const LEFT = 28;

async function picks(...argv: readonly string[]): Promise<CliResult> {
  return runMatinee(await trainedPlace(), ...PICKS, ...argv);
}

async function picksJson(...argv: readonly string[]): Promise<Record<string, unknown>> {
  return runForJson(await trainedPlace(), ...PICKS, ...argv);
}

async function filmsOf(...argv: readonly string[]): Promise<readonly Listed[]> {
  return (await picksJson("--count", "40", ...argv))["picks"] as readonly Listed[];
}

async function refused(...argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await picks(...argv);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  return stderr;
}

function years(films: readonly Listed[]): readonly number[] {
  return films.map(({ year }) => year).toSorted((a, b) => a - b);
}

describe("--years", () => {
  test.each([
    ["1955-1998", [1955, 1956, 1957, 1958, 1959, 1960, 1997, 1998]],
    [" 1955 – 1957 ", [1955, 1956, 1957]],
    ["2008-", [2008, 2009, 2010]],
    ["-1949", [1947, 1948, 1949]],
    ["1950", [1950]],
  ])("%j picks films of these years, both ends included", async (range, wanted) => {
    expect(years(await filmsOf("--years", range))).toEqual(wanted);
  });

  test.each(["x", "", "-", "1980 1999", "1980-1990-2000", "19.5", "1980to1990", "12345678901"])(
    "%j is no range",
    async (range) => {
      const message = `--years must be a range such as 10-20, 10-, -20 or 10, got "${range}"\n`;
      expect(await refused("--years", range)).toContain(message);
    },
  );

  test("a range that ends before it begins is told with the one that was meant", async () => {
    const message = '--years must begin before it ends, got "1999-1980"; did you mean "1980-1999"?';
    expect(await refused("--years", "1999-1980")).toContain(message);
  });

  test("a year with a digit too many is wrong usage", async () => {
    expect(await refused("--years", "19800")).toContain("--years must be an integer in [0, 9999]");
  });
});

describe("--genres and --without-genres", () => {
  test("pick films of any of the genres, in any case", async () => {
    const crime = await filmsOf("--genres", " cRIME ");
    expect(years(crime)).toEqual(Array.from({ length: 14 }, (_, k) => 1947 + k));
    expect(await filmsOf("--genres", "Crime,action")).toHaveLength(LEFT);
    expect(await filmsOf("--genres", "Crime", "--genres", "Action")).toHaveLength(LEFT);
  });

  test("leave out those with any of the genres", async () => {
    const films = await filmsOf("--without-genres", "Crime");
    expect(films).toHaveLength(14);
    for (const { title } of films) expect(title).toMatch(/^Boom/u);
  });

  test("a genre that there is not is told with the nearest, or with all", async () => {
    const near = await refused("--genres", "Crime,Acton");
    expect(near).toContain(
      '--genres must be genres of the catalogue, got "Acton"; did you mean "Action"?',
    );
    const all = await refused("--without-genres", "Ballet");
    expect(all).toContain(
      '--without-genres must be genres of the catalogue, got "Ballet"; there are Action, Crime',
    );
  });

  test.each([["--genres"], ["--without-genres"]])("%s of nothing is wrong usage", async (flag) => {
    expect(await refused(flag, " , ")).toContain(`${flag} must name a genre, got nothing`);
  });
});

describe("--popularity", () => {
  test("picks films by their places in the order of ratings, seen ones included in the count", async () => {
    const all = await filmsOf();
    const first = await filmsOf("--popularity", "1-20");
    const rest = await filmsOf("--popularity", "21-");
    expect(first.length).toBeLessThanOrEqual(20);
    expect(first.length + rest.length).toBe(all.length);
    expect(titles([...first, ...rest])).toEqual(titles(all));
    expect(await filmsOf("--popularity", "-20")).toEqual(first);
  });

  test("places begin at 1", async () => {
    const message = "--popularity must be an integer in [1, 4294967295], got 0";
    expect(await refused("--popularity", "0-10")).toContain(message);
  });
});

test("all filters hold at once", async () => {
  const argv = ["--years", "1950-2000", "--genres", "Action", "--exclude", "Boom 8"];
  expect(years(await filmsOf(...argv))).toEqual([1997, 1999, 2000]);
});

describe("--surprise", () => {
  const drawn = async (seed: string): Promise<readonly string[]> =>
    titles(await filmsOf("--surprise", "1", "--seed", seed), false);

  test("draws the same for the same seed, and something else for another", async () => {
    const first = await drawn("7");
    expect(await drawn("7")).toEqual(first);
    expect(await drawn("8")).not.toEqual(first);
    expect(first.toSorted()).toEqual(titles(await filmsOf()));
  });

  test("says that films were drawn, and how to get others", async () => {
    const { stdout } = await picks("--surprise", "0.5");
    expect(stdout).toContain("\nDrawn from the best by --surprise; another --seed draws others.\n");
  });

  test.each(["-0.1", "1.1"])("of %s is wrong usage", async (surprise) => {
    expect(await refused("--surprise", surprise)).toContain("--surprise must be in [0, 1]");
  });
});

describe("--avoid", () => {
  test("sets how many films to skip; as many as --count without it", async () => {
    const skipped = async (...argv: readonly string[]): Promise<unknown> =>
      (await picksJson(...argv))["avoid"];
    expect(await skipped("--avoid", "5")).toHaveLength(5);
    expect(await skipped("--count", "2")).toHaveLength(2);
    expect(await skipped("--avoid", "0")).toEqual([]);
  });

  test("of 0 leaves the heading out too", async () => {
    const { stdout } = await picks("--avoid", "0");
    expect(stdout).toContain("\nTonight\n");
    expect(stdout).not.toMatch(/skip/iu);
  });

  test("never names a film that is picked above", async () => {
    const json = await picksJson("--count", "20", "--avoid", "20");
    const { picks: picked, avoid } = json as unknown as Record<
      "picks" | "avoid",
      readonly Listed[]
    >;
    expect(avoid.length).toBeGreaterThan(0);
    const all = titles([...picked, ...avoid]);
    expect(new Set(all).size).toBe(20 + avoid.length);
  });

  test("is told by its own name where it is wrong", async () => {
    expect(await refused("--avoid", "-1")).toContain("--avoid must be an integer in [0, 10000]");
  });
});

describe("--format", () => {
  test("json is what --json prints", async () => {
    const { status, stdout } = await picks("--format", "json");
    expect(status).toBe(0);
    expect(stdout).toBe((await picks("--json")).stdout);
    const both = await picks("--json", "--format", "json");
    expect(both.stdout).toBe(stdout);
  });

  test("table is what is printed without it", async () => {
    const { stdout } = await picks("--format", "table");
    expect(stdout).toBe((await picks()).stdout);
  });

  test.each(["csv", "table"])("%s contradicts --json", async (format) => {
    const message = `--json and --format ${format} contradict each other; leave one out`;
    expect(await refused("--json", "--format", format)).toContain(message);
  });

  test("must be one that there is", async () => {
    const message = '--format must be one of table, json, csv, got "xml"';
    expect(await refused("--format", "xml")).toContain(message);
  });
});

describe("what would be asked for in vain is refused", () => {
  test.each([
    [["boom.csv", "--avoid", "2"], "films to skip are one person's, not a group's"],
    [["--format", "csv", "--avoid", "2"], "--format csv holds the films picked alone"],
    [["--format", "csv", "--why"], "--format csv holds the films picked alone; leave out --why"],
    [["--seed", "2"], "without --data and --surprise nothing is drawn"],
  ])("%j", async (argv, message) => {
    expect(await refused(...argv)).toContain(message);
  });

  test("but not what asks for nothing more", async () => {
    const csv = await picks("--format", "csv", "--avoid", "0");
    expect(csv.status).toBe(0);
    expect((await picks("boom.csv", "--avoid", "0")).status).toBe(0);
  });
});

function titles(films: readonly Listed[], isSorted: boolean = true): readonly string[] {
  const all = films.map(({ title }) => title);
  return isSorted ? all.toSorted() : all;
}
