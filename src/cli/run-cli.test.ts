import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace } from "../../test/support/cli-run.ts";
import { letterboxd, runForJson, runMatinee, smallPlace } from "../../test/support/cli-run.ts";

const COMMANDS = [
  ...["demo", "picks", "predict", "import", "similar", "features"],
  ...["serve", "keys", "store", "site", "train", "evaluate", "data", "synth"],
];
const LEAVES = [
  ...COMMANDS.filter((command) => !["data", "keys", "store"].includes(command)),
  ...[
    "data list",
    "data get",
    "data describe",
    "data pack",
    "keys create",
    "keys list",
    "keys revoke",
  ],
  ...["store export", "store import", "store check"],
];

/** Ends the command as it should: the status, nothing on stdout, one message of few lines on stderr. */
async function expectFailure(
  place: CliPlace,
  argv: readonly string[],
  status: number,
  message: RegExp | string,
): Promise<void> {
  const result = await runMatinee(place, ...argv);
  expect(result.stderr).toMatch(message);
  expect({ status: result.status, stdout: result.stdout }).toEqual({ status, stdout: "" });
  const told = result.stderr.trimEnd().split("\n");
  const message1 = told.findIndex((line) => line.startsWith("matinee: "));
  expect(message1).toBeGreaterThanOrEqual(0);
  expect(told.length - message1).toBeLessThanOrEqual(3);
  expect(result.stderr).not.toMatch(/\n {4}at /u);
}

describe("help", () => {
  test("matinee --help names every command, and none that does not exist", async () => {
    const { status, stdout, stderr } = await runMatinee({ cwd: "." }, "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const named = [...stdout.matchAll(/^ {2}([a-z]+)/gmu)].map(([, name]) => name);
    expect(named).toEqual([...COMMANDS, "help"]);
    expect(stdout).toContain("$ matinee demo");
  });

  test.each(LEAVES)("matinee %s --help shows an example and the common options", async (name) => {
    const { status, stdout } = await runMatinee({ cwd: "." }, ...name.split(" "), "--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\\n  \\$ matinee ${name}\\b`, "u"));
    for (const option of ["--json", "--quiet", "--seed", "--help"])
      expect(stdout).toContain(option);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each(["train", "picks", "evaluate", "similar", "data describe"])(
    "matinee %s --help names all that data may be",
    async (name) => {
      const { stdout } = await runMatinee({ cwd: "." }, ...name.split(" "), "--help");
      expect(stdout.replace(/\s+/gu, " ")).toContain(
        "a name that data list shows, a folder, a ZIP, a pack, or a .csv or .parquet of ratings",
      );
    },
  );

  test("matinee data pack --help names the same, but packs", async () => {
    const { stdout } = await runMatinee({ cwd: "." }, "data", "pack", "--help");
    expect(stdout.replace(/\s+/gu, " ")).toContain(
      "a name that data list shows, a folder, a ZIP, or a .csv or .parquet of ratings",
    );
  });

  test("shows the defaults of learning", async () => {
    const { stdout } = await runMatinee({ cwd: "." }, "train", "--help");
    expect(stdout.replace(/\s+/gu, " ")).toMatch(/--learning-rate <x> .*\(default: 0\.04\)/u);
  });

  test("matinee without a command prints the help on stderr and is wrong usage", async () => {
    const { status, stdout, stderr } = await runMatinee({ cwd: "." });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("Usage: matinee");
  });

  test("--version prints the version alone", async () => {
    const { status, stdout } = await runMatinee({ cwd: "." }, "--version");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/u);
  });
});

describe("wrong usage ends with status 2 and says what was meant", () => {
  test.each([
    [["pikcs"], /unknown command "pikcs"; did you mean "picks"\?\nSee: matinee --help/u],
    [
      ["picks", "a.csv", "--cuont", "3"],
      /"--cuont"; did you mean "--count"\?\nSee: matinee picks/u,
    ],
    [["data", "lst"], /unknown command "lst"; did you mean "list"\?\nSee: matinee data --help/u],
    [["picks"], /this is no terminal; name a file of ratings/u],
    [["train"], /required option "-o, --output <file>" not specified/u],
    [["demo", "x"], /too many arguments for "demo"; expected 0, got 1/u],
    [["train", "-o"], /option "-o, --output <file>" argument missing/u],
    [["train", "-o", "m", "--factors", "many"], /--factors must be a number, got "many"/u],
    [["train", "-o", "m", "--factors", "0"], /--factors must be an integer in \[1, 256\], got 0/u],
    [["demo", "--learning-rate", "11"], /--learning-rate must be in \[1e-9, 10\], got 11/u],
    [["demo", "--method", "magic"], /--method must be one of gradient-descent, got "magic"/u],
    [["demo", "--seed", "-1"], /--seed must be an integer in \[0, 4294967295\], got -1/u],
    [["picks", "noir.csv", "--count", "0"], /--count must be an integer in \[1, 10000\], got 0/u],
    [["similar", "Noir 1", "--count", "0"], /--count must be an integer/u],
    [["similar", "Noir 1", "--least-ratings", "-1"], /--least-ratings must be an integer/u],
    [["evaluate", "--protocol", "u6"], /--protocol must be one of .*; did you mean "u1"\?/u],
    [["evaluate", "--test-share", "1"], /--test-share must be in \[0\.001, 0\.999\], got 1/u],
    [
      ["evaluate", "--test-share", ".2", "--protocol", "u1"],
      /"--protocol <name>" cannot be used with option "--test-share <x>"/u,
    ],
    [
      ["picks", "noir.csv", "--model", "m", "--data", "small"],
      /"--model <file>" cannot be used with option "--data <name>"/u,
    ],
    [["picks", "noir.csv", "--model", "m", "--retrain"], /cannot be used with option "--retrain"/u],
    [
      ["predict", "noir.csv", "x", "--model", "m", "--seed", "3"],
      /cannot be used .* "--seed <n>"/u,
    ],
    [["picks", "noir.csv", "--model", "m", "--seed", "3"], /nothing is drawn; leave out --seed\n/u],
    [["help", "pciks"], /no command "pciks"; did you mean "picks"\?\nSee: matinee --help/u],
    [["picks", ""], /the name of the file must not be empty/u],
    [["picks", "noir.csv", "--data", ""], /its name must not be empty/u],
    [["picks", "noir.csv", "--model", ""], /--model must name a file, got nothing/u],
    [["train", "--data", "small", "-o", ""], /--output must name a file, got nothing/u],
    [["data", "get", ""], /"data get" takes a name .*, got nothing/u],
    [["data", "get", "small"], /"data get" takes a name .*; a folder or ZIP is used by --data/u],
    [["data", "get", "./nowhere"], /"data get" takes a name/u],
    [["similar", "", "--data", "small"], /film "": it must be a title/u],
    [["similar", "A", "--data", "small"], /"A": it is not in .*; check the spelling\n$/u],
    [["similar", "x", "--model", "m", "--factors", "3"], /cannot be used .* "--factors <n>"/u],
  ])("matinee %j", async (argv, message) => {
    await expectFailure(await smallPlace(), argv, 2, message);
  });

  test("an unknown film is told with the nearest titles", async () => {
    const place = await smallPlace();
    const argv = ["predict", "noir.csv", "Nior 12", "--data", "small"];
    await expectFailure(
      place,
      argv,
      2,
      /"Nior 12": it is not in the ratings in small; did you mean/u,
    );
    await expectFailure(place, ["similar", "zzzz", "--data", "small"], 2, /check the spelling/u);
  });

  test("a title that several films have is told with all of them", async () => {
    const place = await smallPlace();
    const movies = "movieId,title,genres\n1,Twins (1950),X\n2,Twins (1980),X\n";
    await mkdir(join(place.cwd, "twins"));
    await writeFile(join(place.cwd, "twins/movies.csv"), movies);
    await writeFile(join(place.cwd, "twins/ratings.csv"), "userId,movieId,rating\n1,1,4\n1,2,3\n");
    const message = /it may be "Twins \(1950\)" or "Twins \(1980\)"; add the year/u;
    await expectFailure(place, ["similar", "twins", "--data", "twins"], 2, message);
  });
});

describe("a file that cannot be used ends with status 3 and is named", () => {
  const picks = (file: string): string[] => ["picks", file, "--data", "small"];

  test("a missing file, with the nearest one that is there", async () => {
    await expectFailure(
      await smallPlace(),
      picks("nior.csv"),
      3,
      /does not exist; did you mean .*noir/u,
    );
  });

  test("a folder where a file is wanted", async () => {
    await expectFailure(await smallPlace(), picks("small"), 3, /small: .* it is a folder/u);
  });

  test.each([
    ["an empty file", "", /bad\.csv: .* it is empty/u],
    ["binary junk", "PK\u0000\u0003\u0000\u0001", /bad\.csv:1: .* not text, got a NUL byte/u],
    ["other columns", "a,b\n1,2\n", /bad\.csv:1: .* got 2 columns; put a line such as/u],
    ["no rating at all", letterboxd([]), /bad\.csv: .* it holds no films \(Letterboxd ratings/u],
    [
      "a rating off the scale",
      letterboxd([["Noir 1", 1941, 7]]),
      /bad\.csv:2:5: .*"Rating" must be a number in \[0\.5, 5\]; mend it/u,
    ],
  ])("%s", async (_, content, message) => {
    const place = await smallPlace();
    await writeFile(join(place.cwd, "bad.csv"), content);
    await expectFailure(place, picks("bad.csv"), 3, message);
  });

  test("ratings of which no film is known, with a remedy that is none of the data given", async () => {
    const place = await smallPlace();
    await writeFile(join(place.cwd, "new.csv"), letterboxd([["Elsewhere", 2019, 4]]));
    const message =
      /new\.csv: Cannot recognise a film: the only one rated is not in .*end in 2010; check that it has/u;
    await expectFailure(place, picks("new.csv"), 3, message);
  });

  test("a model file that is none", async () => {
    const argv = ["picks", "noir.csv", "--model", "noir.csv"];
    await expectFailure(await smallPlace(), argv, 3, /noir\.csv: Cannot read the model/u);
  });

  test("a data set whose ratings are damaged", async () => {
    const place = await smallPlace();
    await writeFile(join(place.cwd, "small/ratings.csv"), "userId,movieId,rating\n1,1,four\n");
    await expectFailure(place, ["evaluate", "--data", "small"], 3, /ratings\.csv:2:3: .*"four"/u);
  });

  test("a data set without the fold asked for, with what to use instead", async () => {
    const argv = ["evaluate", "--data", "small", "--protocol", "u1"];
    await expectFailure(
      await smallPlace(),
      argv,
      3,
      /u1 is a fold of MovieLens 100K as shipped, .* use --protocol random-90-10/u,
    );
  });
});

describe("a data set that cannot be had ends with status 4", () => {
  test("an unknown name, with the nearest one", async () => {
    const argv = ["data", "get", "ml-100"];
    await expectFailure(await smallPlace(), argv, 4, /did you mean "ml-100k"\?\nKnown names: /u);
  });

  test("a known one without network, with the remedy", async () => {
    const argv = ["picks", "noir.csv", "--data", "ml-1m"];
    await expectFailure(await smallPlace(), argv, 4, /Not downloaded either: .*\n.*--data DIR/u);
  });
});

test("a cache that cannot be written ends with status 4 and says what to set", async () => {
  const place = await smallPlace();
  const env = { XDG_CACHE_HOME: join(place.cwd, "noir.csv") };
  for (const argv of [
    ["data", "get", "ml-1m"],
    ["picks", "noir.csv", "--data", "ml-1m"],
  ]) {
    await expectFailure({ ...place, env }, argv, 4, /XDG_CACHE_HOME/u);
  }
});

test("an escape code in the name of a file is shown, not obeyed", async () => {
  const place = { ...(await smallPlace()), columns: 80, env: { NO_COLOR: "1" } };
  const { stderr } = await runMatinee(place, "picks", "a\u001b[31mb.csv");
  expect(stderr).toContain("a\\u001b[31mb.csv");
  expect(stderr).not.toContain("\u001b");
  for (const line of stderr.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

describe("other failures end with status 1", () => {
  test("a folder as output, before anything is learned", async () => {
    const argv = ["train", "--data", "small", "-o", "small"];
    await expectFailure(await smallPlace(), argv, 1, /^matinee: Cannot write .*it is a folder/u);
  });

  test("an output in a folder that is not there, before anything is read", async () => {
    const argv = ["train", "--data", "nowhere", "-o", "no/model"];
    await expectFailure(
      await smallPlace(),
      argv,
      1,
      /^matinee: Cannot write .*there is no folder/u,
    );
  });

  test("training that runs away, with the option to change", async () => {
    const argv = [
      "train",
      "--data",
      "small",
      "-o",
      "m",
      "--method",
      "gradient-descent",
      "--learning-rate",
      "9",
    ];
    await expectFailure(await smallPlace(), argv, 1, /lower --learning-rate \(it is 9\)/u);
  });
});

test("a signal ends a command with status 130 and one word", async () => {
  const place = { ...(await smallPlace()), signal: AbortSignal.abort() };
  const result = await runMatinee(
    place,
    "train",
    "--data",
    "small",
    "-o",
    "model",
    "--sweeps",
    "3",
  );
  expect(result).toEqual({ status: 130, stdout: "", stderr: "matinee: interrupted\n" });
});

test("MATINEE_DEBUG=1 shows where an error comes from", async () => {
  const place = { ...(await smallPlace()), env: { MATINEE_DEBUG: "1" } };
  const { stderr } = await runMatinee(place, "picks", "nowhere.csv");
  expect(stderr).toMatch(/\n {4}at /u);
});

describe("progress", () => {
  const argv = ["picks", "noir.csv", "--data", "small", "--seed", "7"];

  test("is not on stdout, and has no escape codes where stderr is no terminal", async () => {
    const place = await smallPlace();
    const { stdout, stderr } = await runMatinee(place, ...argv);
    expect(stderr).toMatch(
      /^Learned from [\d,]+ ratings in [\d.]+ s: \d+ epochs, off by [\d.]+ stars\n$/u,
    );
    expect(stdout).not.toContain("Learned");
    expect(stdout + stderr).not.toContain("\u001b");
    expect(stderr).not.toContain("\r");
  });

  test("is redrawn in one line on a terminal, never wider than it, and gone at the end", async () => {
    const place = { ...(await smallPlace()), columns: 60 };
    const longer = ["--epochs", "400", "--patience", "400", "--factors", "64"];
    const { stderr } = await runMatinee(place, ...argv, ...longer);
    const drawn = stderr.split("\r\u001b[2K").map(withoutStyles);
    expect(drawn.filter((text) => text.startsWith("epoch"))).not.toHaveLength(0);
    for (const text of drawn.slice(1, -1)) expect(text.length).toBeLessThan(60);
    expect(drawn.at(-1)).toMatch(/^Learned from 1,920 ratings/u);
  });

  test("has no live line on a terminal that cannot erase one", async () => {
    const place = { ...(await smallPlace()), columns: 80, env: { TERM: "dumb" } };
    const { stderr } = await runMatinee(place, ...argv);
    expect(stderr).toMatch(/^Learned from .*\n$/u);
    expect(stderr).not.toContain("\r");
  });

  test("is not there with --quiet, not even a notice", async () => {
    const place = await smallPlace();
    const { status, stderr } = await runMatinee({ ...place, columns: 80 }, ...argv, "--quiet");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

describe("colours", () => {
  const argv = ["similar", "Noir 1", "--data", "small", "--quiet"];

  test("are on a terminal, not with NO_COLOR, and off one with FORCE_COLOR", async () => {
    const place = await smallPlace();
    const colourful = async (more: Partial<CliPlace>): Promise<boolean> =>
      (await runMatinee({ ...place, ...more }, ...argv)).stdout.includes("\u001b[");
    expect(await colourful({})).toBe(false);
    expect(await colourful({ columns: 80 })).toBe(true);
    expect(await colourful({ columns: 80, env: { NO_COLOR: "1" } })).toBe(false);
    expect(await colourful({ columns: 80, env: { TERM: "dumb" } })).toBe(false);
    expect(await colourful({ columns: 80, env: { FORCE_COLOR: "0" } })).toBe(false);
    expect(await colourful({ env: { FORCE_COLOR: "1" } })).toBe(true);
  });
});

test("an escape code in a title does not reach the terminal", async () => {
  const place = await smallPlace();
  await mkdir(join(place.cwd, "evil"));
  const title = "Evil \u001b]0;owned\u0007\u202e";
  await writeFile(join(place.cwd, "evil/ratings.csv"), "userId,movieId,rating\n1,1,4\n2,1,3\n");
  await writeFile(
    join(place.cwd, "evil/movies.csv"),
    `movieId,title,genres\n1,${title} (1990),X\n`,
  );
  const { stdout } = await runMatinee(place, "data", "describe", "evil");
  expect(stdout).toContain("Evil");
  expect(stdout).not.toMatch(/[\u001b\u0007\u202e]/u);
});

test("the same seed gives the same result, another seed another one", async () => {
  const place = await smallPlace();
  const picks = async (seed: string): Promise<unknown> =>
    (await runForJson(place, "picks", "noir.csv", "--data", "small", "--seed", seed))["picks"];
  expect(await picks("3")).toEqual(await picks("3"));
  expect(await picks("4")).not.toEqual(await picks("3"));
});

function withoutStyles(text: string): string {
  return text.replaceAll(/\u001b\[\d+m/gu, "").trimEnd();
}
