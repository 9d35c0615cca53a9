import { describe, expect, test } from "vitest";
import { clusterData, preparedCluster } from "../../test/support/spark/fake-cluster-data.ts";
import type { ClusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import {
  type Cell,
  type FakeTable,
  fakeTable,
} from "../../test/support/spark/fake-cluster-tables.ts";
import { DataError } from "../core/errors.ts";
import type { Id } from "../core/ratings/id-map.ts";
import { type Films, readFilms, readUserIds } from "./films.ts";
import type { SparkOptions } from "./options.ts";
import { USERS } from "./prepare.ts";

const RATED = {
  ids: [1, 2, 3],
  text: ["a", "b", "c"],
} as const;

/** Films rated once, twice, thrice. */
function rated(items: readonly Cell[], type: string): FakeTable {
  const lines = items.flatMap((item, k) =>
    Array.from({ length: k + 1 }, (_, user) => ({ item, user })),
  );
  return fakeTable({
    user: ["bigint", lines.map(({ user }) => user)],
    item: [type, lines.map(({ item }) => item)],
    rating: ["double", lines.map(() => 3)],
  });
}

type Columns = Parameters<typeof fakeTable>[0];

async function filmsOf(
  ratings: FakeTable,
  films?: Columns,
  more: Partial<SparkOptions> = {},
): Promise<Films & { session: ClusterSession; of: (id: Id) => unknown }> {
  const data = { ratings, films: films === undefined ? fakeTable({}) : fakeTable(films) };
  const options = { ...more, ...(films === undefined ? {} : { films: "films" }) };
  const { session, source, prepared } = await preparedCluster(options, data);
  const read = await readFilms(session, source, prepared.items);
  const of = (id: Id): unknown => read.catalogue.movies.find((movie) => movie.id === id);
  return { ...read, session, of };
}

describe("films of the cluster", () => {
  test("have their ids as titles where no table names them, numbers as numbers", async () => {
    const numbers = await filmsOf(rated(RATED.ids, "int"));
    expect(numbers.of(2)).toEqual({ id: 2, title: "2", genres: [], alternatives: [] });
    expect(numbers.untitled).toBe(0); // nothing was promised
    const texts = await filmsOf(rated(["Fargo (1996)", "x"], "string"));
    expect(texts.of("Fargo (1996)")).toMatchObject({ title: "Fargo", year: 1996 });
    expect(texts.of("x")).toMatchObject({ title: "x" });
  });

  test("have the counts of their ratings, by row", async () => {
    const { counts, catalogue } = await filmsOf(rated(RATED.text, "string"));
    expect(catalogue.movies.map(({ id }, row) => [id, counts[row]]).toSorted()).toEqual([
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ]);
  });

  test("have title, year, genres and ids from a table, and are counted where it does not know them", async () => {
    const { of, untitled, session } = await filmsOf(rated(RATED.text, "string"), {
      Item: ["string", ["a", "b", "other"]],
      title: ["string", ["Matrix, The (1999)", "Heat", "Unrated"]],
      YEAR: ["int", [null, 1995, 1]],
      genres: ["array<string>", [["Crime", "Action"], []] as unknown as Cell[]],
      imdbId: ["string", ["tt0133093", "113277", "1"]],
      tmdbId: ["double", [603, null, 1]],
    });
    expect(of("a")).toMatchObject({
      ...{ title: "The Matrix", year: 1999, genres: ["Crime", "Action"] },
      ...{ imdbId: 133093, tmdbId: 603 },
    });
    expect(of("b")).toMatchObject({ title: "Heat", year: 1995, genres: [], imdbId: 113277 });
    expect(of("c")).toMatchObject({ title: "c" });
    expect(of("other")).toBeUndefined();
    expect(untitled).toBe(1);
    const [view = ""] = session.sql("matinee_films AS SELECT");
    expect(view).toContain("CAST(`Item` AS STRING) AS id");
    expect(view).toContain("array_join(`genres`, '|') AS genres");
    expect(view).toContain("CAST(`YEAR` AS STRING) AS year");
  });

  test("are found by number in a table that has its ids as texts, and genres in a text", async () => {
    const { of, untitled } = await filmsOf(rated(RATED.ids, "bigint"), {
      movieId: ["string", ["1", "2", "3"]],
      title: ["string", ["One", "", null]],
      genres: ["string", ["Crime|Drama", "(no genres listed)", null]],
    });
    expect(of(1)).toMatchObject({ id: 1, title: "One", genres: ["Crime", "Drama"] });
    expect(of(2)).toMatchObject({ title: "2" });
    expect(untitled).toBe(2); // a title without a letter is none
  });

  test("that stand twice in their table are one of the two, always the same", async () => {
    const twice = (titles: readonly string[]): Promise<unknown> =>
      filmsOf(rated(["a"], "string"), {
        id: ["string", ["a", "a"]],
        title: ["string", titles],
      }).then(({ of }) => of("a"));
    expect(await twice(["Beta", "Alpha"])).toMatchObject({ title: "Alpha" });
    expect(await twice(["Alpha", "Beta"])).toMatchObject({ title: "Alpha" });
  });

  test("that stand there without a title as well have the one that they have", async () => {
    const { of, untitled, session } = await filmsOf(rated(["a", "b"], "string"), {
      id: ["string", ["a", "a", "a", "b", "b"]],
      TITLE: ["string", [null, "Heat", " ", null, ""]],
      year: ["int", [1, 1995, 2, 3, 4]],
    });
    expect(of("a")).toMatchObject({ title: "Heat", year: 1995 });
    expect(of("b")).toMatchObject({ title: "b" });
    expect(untitled).toBe(1);
    expect(session.sql("AS told FROM")[0]).toContain(
      "min(struct(CAST(`TITLE` AS STRING) AS title, CAST(`year` AS STRING) AS year)) " +
        "FILTER (WHERE trim(CAST(`TITLE` AS STRING)) <> '') AS told FROM matinee_films_source GROUP BY ALL",
    );
  });

  test("of one title have all that one row of their table tells, the least of them", async () => {
    const { of } = await filmsOf(rated(["a"], "string"), {
      id: ["string", ["a", "a", "a"]],
      title: ["string", ["Heat", "Heat", "Zulu"]],
      year: ["int", [1996, 1995, 1900]],
      genres: ["string", ["Action", "Crime", "Action"]],
    });
    expect(of("a")).toMatchObject({ title: "Heat", year: 1995, genres: ["Crime"] });
  });

  test("are read from a table, whatever the format of the ratings' files is", async () => {
    const films = { item: ["string", ["a"]], title: ["string", ["Heat"]] } as const;
    const { of, session } = await filmsOf(rated(["a"], "string"), films, { format: "csv" });
    expect(of("a")).toMatchObject({ title: "Heat" });
    const views = session.asked.flatMap((asked) => (asked.kind === "view" ? [asked] : []));
    const ofName = (name: string): unknown => views.find((view) => view.name === name)?.of;
    expect(ofName("matinee_source")).toMatchObject({ kind: "files", format: "csv" });
    expect(ofName("matinee_films_source")).toEqual({ kind: "table", name: "films" });
  });

  test.each<Columns>([
    { item: ["string", ["a"]], name: ["string", ["A"]] },
    { film: ["string", ["a"]], title: ["string", ["A"]] },
  ])("need ids and titles: refuses %j", async (films) => {
    const found = filmsOf(rated(RATED.text, "string"), films);
    await expect(found).rejects.toThrow(DataError);
    await expect(found).rejects.toThrow(
      "the films of films must have the columns item (or id, or movieId) and title, " +
        `theirs are: ${Object.keys(films).join(", ")}; give a view that names them so`,
    );
  });
});

describe("people of the cluster", () => {
  test("have the ids that they have there, by row", async () => {
    const { data } = clusterData();
    const { session, prepared } = await preparedCluster({});
    const ids = await readUserIds(session, prepared.users);
    expect(ids.toArray().toSorted()).toEqual(data.ratings.users.toArray().toSorted());
    for (const { id, row } of session.state.made.get(USERS)!.rows) {
      expect(ids.idAt(Number(row))).toBe(id);
    }
  });
});
