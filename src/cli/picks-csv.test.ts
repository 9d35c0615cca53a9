import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { letterboxd, runMatinee, smallPlace } from "../../test/support/cli-run.ts";

describe("matinee picks --format csv", () => {
  test("is a list that Letterboxd imports: ids where the data have them, and no stars", async () => {
    const place = await smallPlace();
    const films = [
      '1,"Good, the ""Bad"" (1966)",Crime',
      "2,Semi; Colon (1970),Crime",
      "3,No Year,Crime",
      "4,Mine (1990),Crime",
    ];
    const people = Array.from({ length: 8 }, (_, k) => `${k + 1},${1 + (k % 4)},${1 + (k % 5)}`);
    const folder = join(place.cwd, "small");
    await writeFile(join(folder, "movies.csv"), `movieId,title,genres\n${films.join("\n")}\n`);
    await writeFile(join(folder, "ratings.csv"), `userId,movieId,rating\n${people.join("\n")}\n`);
    await writeFile(
      join(folder, "links.csv"),
      "movieId,imdbId,tmdbId\n1,0060196,429\n2,12345678,\n",
    );
    await writeFile(join(place.cwd, "mine.csv"), letterboxd([["Mine", 1990, 4]]));
    const argv = ["picks", "mine.csv", "--data", "small", "--format", "csv"];
    const { status, stdout } = await runMatinee(place, ...argv);
    expect(status).toBe(0);
    const [header, ...rows] = stdout.split("\n");
    expect(header).toBe("Title,Year,imdbID,tmdbID");
    expect(rows.toSorted()).toEqual([
      "",
      '"Good, the ""Bad""",1966,tt0060196,429',
      '"Semi; Colon",1970,tt12345678,',
      "No Year,,,",
    ]);
  });

  test("prints nothing else on stdout, and is read again as a list", async () => {
    const place = await smallPlace();
    const argv = ["picks", "noir.csv", "--data", "small"];
    const { stdout } = await runMatinee(place, ...argv, "--count", "5", "--format", "csv");
    expect(stdout).toMatch(/^Title,Year,imdbID,tmdbID\n(?:\w+ \d+,\d{4},,\n){5}$/u);
    await writeFile(join(place.cwd, "list.csv"), stdout);
    const again = await runMatinee(
      ...([place, ...argv, "--among", "list.csv", "--count", "5", "--format", "csv"] as const),
    );
    expect(again.stdout).toBe(stdout);
  });

  test("for several people is the same kind of list", async () => {
    const argv = ["picks", "noir.csv", "boom.csv", "--data", "small", "--format", "csv"];
    const { status, stdout } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Title,Year,imdbID,tmdbID\n(?:\w+ \d+,\d{4},,\n){3}$/u);
  });
});
