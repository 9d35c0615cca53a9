import { describe, expect, test } from "vitest";
import { tableOf } from "../../test/support/spark/asked.ts";
import {
  type ClusterSession,
  clusterSession,
} from "../../test/support/spark/fake-cluster-session.ts";
import { fakeTable } from "../../test/support/spark/fake-cluster-tables.ts";
import { DataError, SparkError } from "../core/errors.ts";
import { resolveSparkOptions } from "./options.ts";
import { ROWS_VIEW, relationOf, viewRows } from "./source.ts";

const ONE_ROW = [1];

/** Opens a session on one table, `t`, of these types, with one row. */
function sessionOn(types: Readonly<Record<string, string>>): ClusterSession {
  const columns = Object.entries(types).map(([name, type]) => [name, [type, ONE_ROW]] as const);
  return clusterSession({ t: fakeTable(Object.fromEntries(columns)) });
}

async function viewOf(
  types: Readonly<Record<string, string>>,
  columns?: readonly string[],
): Promise<ClusterSession> {
  const session = sessionOn(types);
  const named = columns === undefined ? {} : { columns };
  await viewRows(session, resolveSparkOptions({ ratings: "t", ...named }).source);
  return session;
}

describe("where ratings are", () => {
  test.each([
    ["ratings", "ratings"],
    ["shop.ratings", "shop.ratings"],
    ["catalog.shop.ratings_2024", "catalog.shop.ratings_2024"],
    ["`my shop`.`rat``ings`", "`my shop`.`rat``ings`"],
    ["Käufe", "Käufe"],
    ["catalog.shop.year.ratings", "catalog.shop.year.ratings"],
  ])("%s is a table", (name, told) => {
    expect(tableOf(relationOf([name], undefined))).toEqual({ kind: "table", name: told });
  });

  test.each([
    [["a.parquet"], undefined, "parquet", {}],
    [["/data/ratings"], undefined, "parquet", {}],
    [["hdfs://n/ratings.d/part"], undefined, "parquet", {}],
    [["a.ORC"], undefined, "orc", {}],
    [["a.ndjson.gz"], undefined, "json", {}],
    [["a.csv"], undefined, "csv", { header: "true", inferSchema: "true", escape: '"' }],
    [
      ["s3a://b/a.tsv.gz"],
      undefined,
      "csv",
      { header: "true", inferSchema: "true", escape: '"', sep: "\t" },
    ],
    [["a.tsv"], "csv", "csv", { header: "true", inferSchema: "true", escape: '"', sep: "\t" }],
    [["a.csv"], "parquet", "parquet", {}],
    [["ratings"], "orc", "orc", {}],
    [["a", "b"], undefined, "parquet", {}],
  ] as const)("%j as %s are files of %s", (paths, format, kind, options) => {
    const files = { kind: "files", paths, format: kind, options };
    expect(tableOf(relationOf(paths, format))).toEqual(files);
  });
});

describe("the view of the ratings", () => {
  test("quotes names with spaces, backticks, dots and SQL's own words", async () => {
    const types = { "the user": "int", "a`b": "string", select: "double", "t.x": "timestamp" };
    const session = await viewOf(types, ["the user", "a`b", "select", "t.x"]);
    expect(session.sql(ROWS_VIEW)).toEqual([
      "CREATE OR REPLACE TEMPORARY VIEW matinee_rows AS SELECT `the user` AS user_id, `a``b` AS item_id, " +
        "CAST(`select` AS DOUBLE) AS stars, `t.x` AS time FROM matinee_source",
    ]);
    expect(session.state.made.get(ROWS_VIEW)!.rows).toEqual([
      { user_id: 1, item_id: 1, stars: 1, time: 1 },
    ]);
  });

  test("finds columns in whatever case they are, as Spark does", async () => {
    const session = await viewOf({ USER: "int", Item: "int", Rating: "int", aT: "date" }, [
      ...["user", "ITEM", "rating", "At"],
    ]);
    expect(session.state.made.get(ROWS_VIEW)!.rows).toHaveLength(1);
    // by the table's own spelling: a server may mind it
    expect(session.sql(ROWS_VIEW)[0]).toContain(
      "SELECT `USER` AS user_id, `Item` AS item_id, CAST(`Rating` AS DOUBLE) AS stars, `aT` AS time FROM",
    );
  });

  test.each(["tinyint", "smallint", "int", "bigint", "string", "varchar(9)", "char(3)"])(
    "takes ids of the type %s",
    async (type) => {
      await expect(viewOf({ user: type, item: type, rating: "float" })).resolves.toBeDefined();
    },
  );

  test.each(["tinyint", "int", "bigint", "float", "double", "decimal(3,1)"])(
    "takes ratings of the type %s",
    async (type) => {
      await expect(viewOf({ user: "int", item: "int", rating: type })).resolves.toBeDefined();
    },
  );

  test.each(["int", "bigint", "double", "date", "timestamp", "timestamp_ntz", "decimal(12,0)"])(
    "takes times of the type %s",
    async (at) => {
      const types = { user: "int", item: "int", rating: "float", at };
      await expect(viewOf(types, Object.keys(types))).resolves.toBeDefined();
    },
  );

  test.each([
    [
      { user: "double" },
      'column "user" of t must hold whole numbers or texts, its type is double',
      "STRING",
    ],
    [
      { item: "boolean" },
      'column "item" of t must hold whole numbers or texts, its type is boolean',
      "STRING",
    ],
    [
      { item: "timestamp" },
      'column "item" of t must hold whole numbers or texts, its type is timestamp',
      "STRING",
    ],
    [{ user: "decimal(20,0)" }, "its type is decimal(20,0)", "BIGINT"],
    [{ rating: "string" }, 'column "rating" of t must hold numbers, its type is string', "DOUBLE"],
    [
      { rating: "boolean" },
      'column "rating" of t must hold numbers, its type is boolean',
      "DOUBLE",
    ],
    [{ rating: "interval" }, "its type is interval", "DOUBLE"],
    [{ at: "string" }, 'column "at" of t must hold times, its type is string', "TIMESTAMP"],
    [{ at: "boolean" }, 'column "at" of t must hold times, its type is boolean', "TIMESTAMP"],
  ])("refuses %j with a cast that helps", async (wrong, finding, cast) => {
    const types = { user: "int", item: "int", rating: "double", at: "bigint", ...wrong };
    const [name = ""] = Object.keys(wrong);
    const found = viewOf(types, ["user", "item", "rating", "at"]);
    await expect(found).rejects.toThrow(DataError);
    await expect(found).rejects.toThrow(
      new RegExp(
        `^Cannot train on Spark: .*${escaped(finding)}.*CAST\\(\`${name}\` AS ${cast}\\)`,
        "u",
      ),
    );
  });

  test("names the columns that there are where one is missing", async () => {
    const found = viewOf({ customer: "int", film: "int", stars: "float" }, [
      "customer",
      "movie",
      "stars",
    ]);
    await expect(found).rejects.toThrow(DataError);
    await expect(found).rejects.toThrow(
      'Cannot train on Spark: t has no column "movie", its columns are: customer, film, stars; say which',
    );
  });

  test("leaves a table that is not there to the server's own words", async () => {
    const source = resolveSparkOptions({ ratings: "nowhere" }).source;
    await expect(viewRows(sessionOn({}), source)).rejects.toThrow(SparkError);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[()]/gu, "\\$&");
}
