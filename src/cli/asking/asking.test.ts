import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace, CliResult } from "../../../test/support/cli-run.ts";
import { NOIR_LOVER, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";
import { FakeKeyboard } from "../../../test/support/fake-keyboard.ts";
import { stylesFor } from "../terminal/styles.ts";
import { textWidth } from "../terminal/text-width.ts";
import { answerOfKey } from "./answer-of-key.ts";
import { answersCsv } from "./answers-csv.ts";
import { Answers } from "./answers.ts";
import { questionLines } from "./question-lines.ts";

const HALVES = { min: 0.5, max: 5, step: 0.5 };
const FILM = {
  id: 1,
  title: "The Englishman Who Went Up a Hill But Came Down a Mountain, or So They Say",
  year: 1995,
  genres: ["Comedy", "Romance", "Action", "Adventure", "Documentary"],
  alternatives: [],
};

interface AskedResult extends CliResult {
  readonly place: CliPlace;
  readonly keyboard: FakeKeyboard;
  /** What was on the screen, one after the other. */
  readonly screens: readonly string[];
}

async function ask(
  keys: string,
  argv: readonly string[] = [],
  { columns = 80, end = true, env = {} } = {},
): Promise<AskedResult> {
  const keyboard = new FakeKeyboard(keys);
  if (end) keyboard.end();
  const small = await smallPlace();
  const place = { ...small, columns, stdin: keyboard, env: { NO_COLOR: "1", ...env } };
  const result = await runMatinee(place, "picks", "--data", "small", ...argv);
  const screens = result.stderr
    .split(/\u001b\[\d+A\r\u001b\[J/u)
    .filter((text) => text.includes("Rate films"));
  return { ...result, place, keyboard, screens };
}

/** The film asked about on a screen: the line after the bar's. */
function filmOn(screen: string | undefined): string | undefined {
  return /known\n\n {2}(.+)\n/u.exec(screen ?? "")?.[1];
}

describe("matinee picks without a file", () => {
  test("ten ratings make picks, and nothing waits for an eleventh", async () => {
    const { status, stdout, screens, keyboard } = await ask("54n321545n21.\r", [], { end: false });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^10 films rated, 2 not seen\.\n\nTonight\n/u);
    expect(stdout).toContain("\nSkip\n");
    expect(keyboard.rawModes).toEqual([true, false]);
    const asked = screens.slice(0, 12).map(filmOn);
    expect(new Set(asked).size).toBe(12);
    const rated = asked.filter((_, at) => "54n321545n21"[at] !== "n"); // the others may well be picked
    for (const film of rated) expect(stdout.split("Tonight")[1]).not.toContain(`  ${film}  `);
  });

  test("shows how far it is, and no prediction", async () => {
    const { screens, stderr } = await ask("54");
    expect(screens).toHaveLength(3);
    expect(screens.map((screen) => /\d of 10/u.exec(screen)?.[0])).toEqual([
      ...["0 of 10", "1 of 10", "2 of 10"],
    ]);
    const known = screens.map((screen) => Number(/(\d+) % of your taste known/u.exec(screen)?.[1]));
    expect(known[0]).toBe(0);
    expect(known[1]).toBeGreaterThan(0);
    expect(known[2]).toBeGreaterThan(known[1]!);
    expect(screens[0]).not.toContain("★");
    expect(stderr).not.toMatch(/between|\d\.\d ★/u);
  });

  test("u takes the last answer back, and asks about that film again", async () => {
    const { stdout, screens } = await ask("5nu\u007f");
    const films = screens.map(filmOn);
    expect(new Set(films.slice(0, 3)).size).toBe(3);
    expect(films.slice(3)).toEqual([films[1], films[0]]);
    expect(stdout).toMatch(/^Nothing rated: /u);
  });

  test.each(["n", " ", "\u001b[C"])("%j is not seen: another film, no rating", async (key) => {
    const { stdout, screens } = await ask(`${key}4`);
    expect(screens[1]).toContain(`${filmOn(screens[0])}  not seen`);
    expect(screens[1]).toContain("0 of 10");
    expect(stdout).toMatch(/^1 film rated, 1 not seen\.\n/u);
  });

  test("halves are typed after the number, for the tenth rating too", async () => {
    const { stdout, place } = await ask("4.3'0.5.4,,22222h\r", ["--save", "mine.csv"]);
    const text = await readFile(join(place.cwd, "mine.csv"), "utf8");
    const stars = text.trim().split("\n").slice(1);
    expect(stars.map((line) => line.split(",").at(-1))).toEqual([
      ...["4.5", "3.5", "0.5", "5", "4", "2", "2", "2", "2", "2.5"],
    ]);
    expect(stdout).toMatch(/^10 films rated\.\n/u);
  });

  test("Enter has enough; without a rating the picks are everyone's", async () => {
    expect((await ask("5\r", [], { end: false })).stdout).toMatch(/^1 film rated\.\n/u);
    const { status, stdout } = await ask("q", [], { end: false });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Nothing rated: these are the picks of everyone, not yours\.\n/u);
    expect(stdout).toContain("Tonight");
  });

  test("input that ends is enough", async () => {
    const { status, stdout, keyboard } = await ask("51");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^2 films rated\.\n/u);
    expect(keyboard.rawModes).toEqual([true, false]);
  });

  test("Ctrl-C leaves with 130, and gives the terminal back", async () => {
    const { status, stdout, stderr, keyboard } = await ask("5\u0003", [], { end: false });
    expect({ status, stdout }).toEqual({ status: 130, stdout: "" });
    expect(stderr).toMatch(/matinee: interrupted\n$/u);
    expect(keyboard.rawModes).toEqual([true, false]);
  });

  test("everything may be answered with not seen", async () => {
    const { stdout, status } = await ask("n".repeat(60), [], { end: false });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Nothing rated: /u);
  });

  test("--json asks on stderr, and prints one document", async () => {
    const { stdout, screens } = await ask("54n1\r", ["--json"]);
    expect(screens.length).toBeGreaterThan(3);
    const json = JSON.parse(stdout) as Record<string, { count: number; notSeen: number }>;
    expect(Object.keys(json)).toEqual(["picks", "avoid", "recognised", "data"]);
    expect(json["recognised"]).toMatchObject({ count: 3, total: 3, notSeen: 1 });
  });

  test("--quiet asks all the same", async () => {
    const { screens, stderr } = await ask("54\r", ["--quiet"]);
    expect(screens).toHaveLength(3);
    expect(stderr).not.toMatch(/Learned|--save/u);
  });

  test("--retrain learns with the answers", async () => {
    const { status, stdout } = await ask("54\r", ["--retrain", "--epochs", "3"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^2 films rated\.\n/u);
  });

  test.each([
    [["--genres", "Horor"], 'got "Horor"'],
    [["--seen", "Nior 12"], 'Cannot find the film "Nior 12"'],
    [["--among", "nowhere.csv"], "nowhere.csv: Cannot read the file"],
    [["--years", "12-3"], "--years must begin before it ends"],
  ])(
    "%j is told before anything is asked: nobody types ten answers in vain",
    async (argv, text) => {
      const { status, stdout, stderr, screens } = await ask("54\r", argv);
      expect({ stdout, screens }).toEqual({ stdout: "", screens: [] });
      expect(stderr.replaceAll("\n", " ")).toContain(text);
      expect(status).toBeGreaterThan(1);
    },
  );

  test("filters and marks hold for the films picked, not for those asked about", async () => {
    const argv = ["--genres", "Action", "--not-for-me", "Boom 3", "--json"];
    const { stdout, screens } = await ask("5555\r", argv);
    const { picks } = JSON.parse(stdout) as { picks: { title: string }[] };
    for (const { title } of picks) expect(title).toMatch(/^Boom (?!3$)/u);
    expect(screens.map(filmOn).join()).toContain("Noir");
  });

  test("--format csv prints the list alone", async () => {
    const { stdout } = await ask("54\r", ["--format", "csv"]);
    expect(stdout).toMatch(/^Title,Year,imdbID,tmdbID\n(?:(?:Noir|Boom) \d+,\d{4},,\n){3}$/u);
  });

  test("a dumb terminal gets lines without escape codes", async () => {
    const { stderr } = await ask("54\r", [], { env: { TERM: "dumb" } });
    expect(stderr).not.toContain("\u001b");
    expect(stderr.match(/Rate films/gu)).toHaveLength(3);
  });
});

describe("--save", () => {
  test("keeps what was answered when Ctrl-C ends the asking", async () => {
    const { status, stderr, place } = await ask("54n\u0003", ["--save", "mine.csv"], {
      end: false,
    });
    expect(status).toBe(130);
    expect(stderr).toContain("Your answers are in mine.csv");
    const kept = await readFile(join(place.cwd, "mine.csv"), "utf8");
    expect(kept).toMatch(/^Name,Year,Rating\n.+,\d{4},5\n.+,\d{4},4\n$/u);
  });

  test("writes what picks reads again", async () => {
    const { status, stdout, stderr, place } = await ask("54n3\r", ["--save", "mine.csv"]);
    expect(status).toBe(0);
    expect(stderr).toContain("Your answers are in mine.csv");
    const again = await runMatinee(place, "picks", "mine.csv", "--data", "small");
    expect(again.stdout).toMatch(/^3 of 3 films recognised\.\n/u);
    const lists = (text: string): string => text.slice(text.indexOf("\n"));
    expect(lists(again.stdout)).toBe(lists(stdout));
  });

  test("is checked before anything is asked", async () => {
    const { status, stderr, screens } = await ask("54\r", ["--save", "nowhere/mine.csv"]);
    expect(status).toBe(1);
    expect(stderr).toContain('Cannot write "');
    expect(screens).toEqual([]);
    expect((await ask("", ["--save", ""])).stderr).toMatch(/--save must name a file, got nothing/u);
  });

  test("never replaces a file, which could be someone's own export", async () => {
    const { status, stdout, stderr, screens, place } = await ask("54\r", ["--save", "noir.csv"]);
    expect({ status, stdout, screens }).toEqual({ status: 2, stdout: "", screens: [] });
    expect(stderr.replaceAll("\n", " ")).toBe(
      'matinee: Cannot save the answers: "noir.csv" is already there; name a new file, or move that one away ',
    );
    expect(await readFile(join(place.cwd, "noir.csv"), "utf8")).toBe(NOIR_LOVER);
  });

  test("without it, it is told of", async () => {
    expect((await ask("5\r")).stderr).toContain("Next time, --save FILE keeps your answers");
  });

  test("is refused with a file, from which nothing would be asked", async () => {
    const place = await smallPlace();
    const argv = ["picks", "noir.csv", "--data", "small", "--save", "noir.csv"];
    const { status, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(2);
    expect(stderr).toContain("--save is for picks without a file");
  });

  test("sets titles in quotes where they need them", () => {
    const film = { ...FILM, title: 'Good, "Bad"', year: undefined };
    const answers = new Answers([{ film, rating: 3.5 }]);
    expect(answersCsv(answers)).toBe('Name,Year,Rating\n"Good, ""Bad""",,3.5\n');
  });
});

describe("where nobody can be asked, a file has to be named", () => {
  test.each([
    ["no input", undefined, 80],
    ["input from a pipe", new FakeKeyboard("5", { isTTY: false }), 80],
    ["stderr in a file", new FakeKeyboard("5"), undefined],
  ])("%s", async (_, stdin, columns) => {
    const small = await smallPlace();
    const place = { ...small, ...(stdin && { stdin }), ...(columns && { columns }) };
    await writeFile(join(place.cwd, "unread"), "");
    const { status, stdout, stderr } = await runMatinee(place, "picks", "--data", "small");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^matinee: Cannot ask about films: this is no terminal; name a file/u);
  });
});

describe("a question", () => {
  const rated = new Answers([{ film: FILM, rating: 4.5 }]);
  const question = { film: FILM, answers: rated, scale: HALVES, wanted: 10, sureness: 0.31 };

  test.each([100, 80, 63, 40, 30])("fits in %i columns", (columns) => {
    for (const film of [FILM, undefined]) {
      const lines = questionLines({ ...question, film }, columns, stylesFor({}, {}));
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  test("at 80 columns reads as one would write it", () => {
    expect(questionLines(question, 79, stylesFor({}, {}))).toEqual([
      "",
      "Rate films that you have seen: after 10 of them come your picks.",
      "",
      "  1 of 10  ━━━━━━──────────────  31 % of your taste known",
      "",
      "  The Englishman Who Went Up a Hill But Came Down a Mountain, or So The… (1995)",
      "  Comedy, Romance, Action, Adventure, Documentary",
      "",
      "  1–5 stars, then . for a half   n not seen   u undo   Enter picks now",
      "",
      "  The Englishman Who Went Up a Hill But Came Down a Mountain, or… (1995)  4.5 ★",
    ]);
  });

  test("whole stars know no halves, and other keys say nothing", () => {
    const whole = { min: 1, max: 5, step: 1 };
    const none = new Answers();
    for (const key of ["0", "6", "9", "x", ".", "h", "u", "backspace", "escape"]) {
      expect(answerOfKey(key, none, FILM, whole)).toBeUndefined();
    }
    expect(answerOfKey(".", rated, FILM, whole)).toBeUndefined();
    const notSeen = new Answers([{ film: FILM, rating: undefined }]);
    expect(answerOfKey(".", notSeen, FILM, HALVES)).toBeUndefined();
    expect(answerOfKey("5", none, undefined, whole)).toBeUndefined();
  });
});
