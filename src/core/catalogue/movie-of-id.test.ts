import { describe, expect, test } from "vitest";
import { movieOfId } from "./movie-of-id.ts";

describe("movieOfId()", () => {
  test("takes a text with a year apart into title, year and other names", () => {
    const id = "City of Lost Children, The (Cité des enfants perdus, La) (1995)";
    expect(movieOfId(id)).toEqual({
      id,
      title: "The City of Lost Children",
      year: 1995,
      genres: [],
      alternatives: ["La Cité des enfants perdus"],
    });
  });

  test.each([242, "Fargo", "Matrix, The", "(1996)", "film-7 (a)"])(
    "leaves %j, which has no year or nothing else, as the title",
    (id) => {
      expect(movieOfId(id)).toEqual({ id, title: String(id), genres: [], alternatives: [] });
    },
  );
});
