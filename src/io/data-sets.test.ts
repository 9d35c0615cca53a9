import { describe, expect, test } from "vitest";
import { archiveUrl, DATA_SETS, dataSetInfo, parseMd5File } from "./data-sets.ts";

const HEX = "0e33842e24a9c977be4e0107933c0723";

describe("DATA_SETS", () => {
  test("has each name once, from small to large, then the two that change", () => {
    expect(DATA_SETS.map((known) => known.name)).toEqual([
      "ml-100k",
      "ml-1m",
      "ml-10m",
      "ml-20m",
      "ml-25m",
      "ml-32m",
      "ml-latest-small",
      "ml-latest",
    ]);
  });

  test("has a checksum exactly for the archives that never change", () => {
    for (const { name, md5 } of DATA_SETS) {
      if (name.startsWith("ml-latest")) expect(md5).toBeUndefined();
      else expect(md5).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  test("names an address, the terms and plausible counts for each", () => {
    for (const info of DATA_SETS) {
      expect(info.url).toBe(`https://files.grouplens.org/datasets/movielens/${info.name}.zip`);
      expect(info.licence).toContain("research use");
      expect(info.licence).not.toContain("\n");
      expect(info.ratings).toBeGreaterThan(info.users);
      expect(info.archiveBytes).toBeGreaterThan(info.movies);
      expect(info.files).toHaveLength(2);
    }
  });

  test("cannot be changed by a caller", () => {
    expect(Object.isFrozen(DATA_SETS)).toBe(true);
    expect(Object.isFrozen(DATA_SETS[0])).toBe(true);
    expect(Object.isFrozen(DATA_SETS[0]?.files)).toBe(true);
  });
});

test("dataSetInfo() finds a known name and nothing for another", () => {
  expect(dataSetInfo("ml-1m")?.title).toBe("MovieLens 1M");
  expect(dataSetInfo("ml-2m")).toBeUndefined();
});

test("archiveUrl() puts the archive on a mirror, with or without a slash at its end", () => {
  const info = DATA_SETS[0]!;
  expect(archiveUrl(info)).toBe(info.url);
  expect(archiveUrl(info, "http://mirror.test/a/")).toBe("http://mirror.test/a/ml-100k.zip");
  expect(archiveUrl(info, "http://mirror.test/a")).toBe("http://mirror.test/a/ml-100k.zip");
});

describe("parseMd5File()", () => {
  test.each([
    `MD5 (x.zip) = ${HEX}\n`,
    `MD5(x.zip)= ${HEX.toUpperCase()}`,
    `${HEX}  x.zip\r\n`,
    `${HEX} *x.zip`,
    `${HEX}  ./built/x.zip`,
    `\n${HEX}\n`,
  ])("reads %j", (text) => {
    expect(parseMd5File(text, "x.zip")).toBe(HEX);
  });

  test("takes the line about the archive out of several", () => {
    expect(parseMd5File(`${"0".repeat(32)}  y.zip\n${HEX}  x.zip\n`, "x.zip")).toBe(HEX);
  });

  test.each([
    "",
    "<html>404</html>",
    `${HEX}  other.zip`,
    `MD5 (other.zip) = ${HEX}`,
    `${HEX}0 x.zip`,
  ])("finds nothing in %j", (text) => {
    expect(parseMd5File(text, "x.zip")).toBeUndefined();
  });
});
