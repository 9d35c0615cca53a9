import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crc32 } from "../../core/model/crc32.ts";
import type { PersonData } from "../messages.ts";
import { toBase64url } from "./base64url.ts";
import { MOST_RATINGS, readPersonLink, writePersonLink } from "./person-link.ts";

const ANNA = {
  name: "Änna 🎬",
  data: {
    ratings: [
      { movieId: 193_609, rating: 0.5 },
      { movieId: 1, rating: 5 },
      { movieId: 608, rating: 3.5 },
    ],
    seen: [7, 3],
    notForMe: [0],
  },
};

function byId({ ratings, seen, notForMe }: PersonData): PersonData {
  const ids = (list: PersonData["seen"]): number[] => (list as number[]).toSorted((a, b) => a - b);
  return {
    ratings: ratings.toSorted((a, b) => (a.movieId as number) - (b.movieId as number)),
    seen: ids(seen),
    notForMe: ids(notForMe),
  };
}

function whyWrong(code: string): string {
  const read = readPersonLink(code);
  return read.kind === "wrong" ? read.why : "";
}

/** A link whose checksum fits, whatever it says. */
function sealed(bytes: readonly number[]): string {
  const sum = crc32(Uint8Array.from(bytes));
  const last = [sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255];
  return `1.${toBase64url(Uint8Array.from([...bytes, ...last]))}`;
}

describe("a link", () => {
  test("tells of someone what was written, in letters that an address may hold", () => {
    const { code, leftOut } = writePersonLink(ANNA);
    expect(code).toMatch(/^1\.[\w-]+$/u);
    expect(leftOut).toBe(0);
    const person = { name: ANNA.name, data: byId(ANNA.data) };
    expect(readPersonLink(code)).toEqual({ kind: "person", person });
  });

  test("tells of anyone", () => {
    const id = fc.nat({ max: 2 ** 40 });
    const rating = fc.nat({ max: 10 }).map((halves) => halves / 2);
    const data = fc.record({
      ratings: fc.uniqueArray(fc.record({ movieId: id, rating }), {
        selector: ({ movieId }) => movieId,
      }),
      seen: fc.uniqueArray(id),
      notForMe: fc.uniqueArray(id),
    });
    fc.assert(
      fc.property(data, (told) => {
        const read = readPersonLink(writePersonLink({ name: "", data: told }).code);
        expect(read).toEqual({ kind: "person", person: { name: "", data: byId(told) } });
      }),
    );
  });

  test("is as short as a message for thirty films", () => {
    const ratings = Array.from({ length: 30 }, (_, k) => ({ movieId: 1 + k * 500, rating: 4 }));
    const { code } = writePersonLink({ name: "Anna", data: { ratings, seen: [], notForMe: [] } });
    expect(code.length).toBeLessThan(130);
  });

  test("holds the last ratings and counts what it does not hold", () => {
    const ratings = Array.from({ length: MOST_RATINGS + 5 }, (_, movieId) => ({
      movieId,
      rating: 4,
    }));
    const films = {
      ratings: [{ movieId: "own", rating: 1 }, ...ratings],
      notForMe: [],
      seen: [-1],
    };
    const { code, leftOut } = writePersonLink({ name: "", data: films });
    expect(leftOut).toBe(7);
    expect(code.length).toBeLessThan(8000);
    const read = readPersonLink(code);
    const kept = read.kind === "person" ? read.person.data.ratings : [];
    expect([kept.length, kept[0]?.movieId]).toEqual([MOST_RATINGS, 5]);
  });

  test("rounds stars to halves", () => {
    const data = { ratings: [{ movieId: 1, rating: 3.7 }], seen: [], notForMe: [] };
    const read = readPersonLink(writePersonLink({ name: "", data }).code);
    expect(read).toMatchObject({ person: { data: { ratings: [{ rating: 3.5 }] } } });
  });
});

describe("a link that is no good", () => {
  const { code } = writePersonLink(ANNA);

  test("any letter changed is noticed", () => {
    for (let k = 2; k < code.length - 1; k++) {
      const other = code[k] === "A" ? "B" : "A";
      expect(whyWrong(code.slice(0, k) + other + code.slice(k + 1))).toContain("damaged");
    }
  });

  test("cut short at any place is noticed", () => {
    for (let k = 2; k < code.length; k++) expect(whyWrong(code.slice(0, k))).toContain("damaged");
  });

  test.each([
    ["empty", "", "no link of matinee"],
    ["something else", "https://films.example/", "no link of matinee"],
    ["of no version", "0.AAAA", "no link of matinee"],
    ["of a newer version", "2.AAAA", "newer"],
    ["with letters of no such text", "1.a+b/c==", "damaged"],
    ["far too long", `1.${"A".repeat(50_000)}`, "longer"],
  ])("%s: says so", (_, text, words) => {
    expect(whyWrong(text)).toContain(words);
  });

  test.each([
    ["more films than can be", [0, 255, 255, 255, 127]],
    ["a number without end", [0, ...Array.from({ length: 20 }, () => 255)]],
    ["a rating above five stars", [0, 1, 1, 0xf0, 0, 0]],
    ["ids beyond all numbers", [0, 2, ...big(), ...big(), 0, 0, 0]],
    ["bytes left over", [0, 0, 0, 0, 9]],
    ["a name longer than the link", [50, 65]],
  ])("made by hand, with %s, is refused", (_, bytes) => {
    expect(whyWrong(sealed(bytes))).toContain("damaged");
  });

  test("whatever it is, it is answered", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(["person", "wrong"]).toContain(readPersonLink(sealed([...bytes])).kind);
      }),
    );
  });
});

/** 2⁵³ − 1 as a link writes it. */
function big(): number[] {
  return [255, 255, 255, 255, 255, 255, 255, 15];
}
