import { createHash } from "node:crypto";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CliPlace } from "../../../test/support/cli-run.ts";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";

const NAME = "ml-latest-small"; // the archive of this set may change, so a small one can stand for it

/** A place whose mirror has the small table under that name. */
async function placeWithMirror(): Promise<CliPlace & { readonly asked: string[] }> {
  const place = await smallPlace();
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const file of ["ratings.csv", "movies.csv"]) {
    const bytes = await readFile(join(place.cwd, "small", file));
    await writer.add(`${NAME}/${file}`, new Blob([new Uint8Array(bytes)]).stream());
  }
  const zip = await writer.close();
  const md5 = createHash("md5").update(zip).digest("hex");
  const shelf = new Map<string | undefined, Uint8Array | string>([
    [`/${NAME}.zip`, zip],
    [`/${NAME}.zip.md5`, `${md5}  ${NAME}.zip\n`],
  ]);
  const asked: string[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url ?? "");
    const content = shelf.get(url);
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { ...place, asked, env: { MATINEE_MIRROR: `http://127.0.0.1:${port}/` } };
}

describe("matinee data list", () => {
  test("shows every named set, its size, and that it is not here", async () => {
    const { status, stdout } = await runMatinee(await smallPlace(), "data", "list");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ml-100k +100,000 +1,682 +4\.7 MiB {2}not here$/mu);
    expect(stdout.match(/^ml-/gmu)).toHaveLength(8);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("--json has names, counts, terms and where each is", async () => {
    const place = await placeWithMirror();
    await runMatinee(place, "data", "get", NAME);
    const { dataSets } = (await runForJson(place, "data", "list")) as {
      dataSets: { name: string; path: string | null }[];
    };
    expect(Object.keys(dataSets[0]!)).toEqual([
      ...["name", "title", "ratings", "movies", "users", "archiveBytes", "licence", "path"],
    ]);
    const path = dataSets.find(({ name }) => name === NAME)!.path;
    expect(path).toBe(join(place.cwd, "cache/matinee", NAME));
    expect(dataSets[0]!.path).toBeNull();
  });
});

test("data list shows paths whole where no terminal has to hold them", async () => {
  const place = await placeWithMirror();
  await runMatinee(place, "data", "get", NAME);
  const { stdout } = await runMatinee(place, "data", "list");
  expect(stdout).toContain(`/${NAME}\n`);
  expect(stdout).not.toContain("…");
  const narrow = await runMatinee({ ...place, columns: 80 }, "data", "list");
  for (const line of narrow.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

describe("matinee data get", () => {
  test("downloads, says where it went and under which terms, and need not do so twice", async () => {
    const place = await placeWithMirror();
    const { status, stdout } = await runMatinee(place, "data", "get", NAME);
    expect(status).toBe(0);
    const path = join(place.cwd, "cache/matinee", NAME);
    expect(stdout).toContain(`MovieLens latest small is here now:\n  ${path}\n`);
    expect(stdout).toContain("Its checksum is the published one.\n");
    expect(stdout).toContain("Terms: research use");
    expect(await readdir(path)).toEqual(["movies.csv", "ratings.csv"]);
    const requests = place.asked.length;
    const again = await runMatinee(place, "data", "get", NAME);
    expect(again.stdout).toContain(`is here already:\n  ${path}\n`);
    expect(place.asked).toHaveLength(requests);
  });

  test("draws the download on a terminal only, and on stderr", async () => {
    const place = await placeWithMirror();
    const { stdout, stderr } = await runMatinee({ ...place, columns: 80 }, "data", "get", NAME);
    expect(stderr).toMatch(
      /\r\u001b\[2K.*ml-latest-small {2}[━─]{10} {2}\d+ % {2}[\d.]+ \w+ of [\d.]+ KiB/u,
    );
    expect(stderr.endsWith("\r\u001b[2K")).toBe(true);
    expect(stdout).not.toContain("━");
  });

  test("--json tells the same", async () => {
    const json = await runForJson(await placeWithMirror(), "data", "get", NAME);
    expect(json).toMatchObject({ name: NAME, downloaded: true, verified: true });
    expect(Object.keys(json)).toEqual([
      ...["name", "title", "path", "downloaded", "verified", "licence"],
    ]);
  });

  test("a command that needs a set gets it, and says so on stderr", async () => {
    const place = await placeWithMirror();
    const { status, stderr } = await runMatinee(place, "picks", "noir.csv", "--data", NAME);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^Downloaded "ml-latest-small" \([\d.]+ KiB\) to .*ml-latest-small\n/u);
  });
});

describe("matinee data describe", () => {
  test("counts what is in a folder", async () => {
    const { status, stdout } = await runMatinee(await smallPlace(), "data", "describe", "small");
    expect(status).toBe(0);
    expect(stdout).toContain("80 people rated 40 films: 1,920 ratings, ");
    expect(stdout.match(/^ +[\d.]+ ★ +\d+ +\d+ %/gmu)).toHaveLength(10);
    expect(stdout).toMatch(/^ {2}ratings a person +24 +24 +24 +24 +24$/mu);
    expect(stdout).toMatch(/Most rated\n +\d+ {2}(?:Noir|Boom) \d+ \(\d{4}\)\n/u);
    expect(stdout).not.toContain("left out");
  });

  test("counts films with a rating, begins with a capital, and fits 60 columns", async () => {
    const place = { ...(await smallPlace()), columns: 60, env: { NO_COLOR: "1" } };
    await appendFile(join(place.cwd, "small/movies.csv"), "99,Unseen (1980),Crime\n");
    const { stdout } = await runMatinee(place, "data", "describe", "small");
    expect(stdout).toMatch(/^The ratings in small\n80 people rated 40 films: 1,920 ratings/u);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  });

  test("tells of ratings that were replaced, films that stand twice, and films without rating", async () => {
    const place = await smallPlace();
    const small = join(place.cwd, "small");
    await writeFile(
      join(small, "movies.csv"),
      "movieId,title,genres\n1,Twins (1950),X\n2,Twins (1950),X\n3,Unseen (1990),X\n",
    );
    await writeFile(
      join(small, "ratings.csv"),
      "userId,movieId,rating,timestamp\n1,1,4,1\n1,1,3,2\n2,2,5,1\n",
    );
    const { stdout } = await runMatinee(place, "data", "describe", "small");
    expect(stdout).toContain("1 film without a rating.");
    expect(stdout).toContain("1 rating left out: the same person rated the film again later.");
    expect(stdout).toMatch(/1 film in the list twice.*\n {2}Twins \(1950\) {2}\(ids 1, 2\)/u);
    const json = await runForJson(place, "data", "describe", "small");
    expect(json).toMatchObject({
      movies: 3,
      films: 2,
      ratings: 2,
      superseded: 1,
      unratedMovies: 1,
    });
    expect(json["repeated"]).toHaveLength(1);
  });

  test("--json has the counts, the histogram and the spreads", async () => {
    const json = await runForJson(await smallPlace(), "data", "describe", "small");
    expect(Object.keys(json)).toEqual([
      ...["name", "users", "movies", "films", "ratings", "mean", "scale", "histogram", "perUser"],
      ...["perMovie", "unratedMovies", "superseded", "mostRated", "repeated", "path"],
    ]);
    const histogram = json["histogram"] as { rating: number; count: number }[];
    expect(histogram.map(({ rating }) => rating)).toEqual([
      ...[0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5],
    ]);
    expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(1920);
  });
});
