// What the README and its picture show has to be what the program prints.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { runMatinee } from "./support/cli-run.ts";
import { MOVIELENS_100K, WHY_SKIPPED } from "./support/movielens-100k.ts";

const ROOT = join(import.meta.dirname, "..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");

describe.skipIf(MOVIELENS_100K === undefined)(`the README${WHY_SKIPPED}`, () => {
  const demo = async (): Promise<string> => {
    const env = { MATINEE_DATA: dirname(resolve(ROOT, MOVIELENS_100K!)) };
    return (await runMatinee({ cwd: ROOT, env, columns: 80 }, "demo", "--quiet")).stdout;
  };

  test("shows three picks that the demo makes", async () => {
    const shown = readme.split("\n").filter((line) => /^ {4} {2}\d {2}\S/u.test(line));
    expect(shown).toHaveLength(3);
    const printed = plain(await demo());
    for (const line of shown) expect(printed).toContain(line.slice(4));
  });

  test("has a picture of the demo as it is", async () => {
    const picture = readFileSync(join(ROOT, "docs/demo.svg"), "utf8").replaceAll("&amp;", "&");
    const drawn = Array.from(picture.matchAll(/<text[^>]*>(.*?)<\/text>/gu), ([, text = ""]) =>
      text.replace(/<[^>]+>/gu, ""),
    );
    const printed = plain(await demo()).split("\n");
    const told = drawn.slice(2).filter((line) => !line.includes(" s)")); // not how long it took
    expect(told.length).toBeGreaterThan(30);
    expect(printed).toEqual(expect.arrayContaining(told));
  });
});

function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- colours
  return text.replace(/\u001b\[[\d;]*m/gu, "");
}
