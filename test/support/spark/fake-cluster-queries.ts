import type { AlsEntry } from "./fake-cluster-als.ts";
import { type Value, valueOf } from "./fake-cluster-expression.ts";
import { joinedCells, merged, numbered, projected } from "./fake-cluster-cells.ts";
import { namedFilms, toldFilms, writtenPeople } from "./fake-cluster-films.ts";
import {
  type Names,
  type Tables,
  biasesIn,
  groupedBy,
  isWithin,
  meanOf,
  numberIn,
  starsIn,
  tableNamed,
  textOf,
} from "./fake-cluster-names.ts";
import type { FakeTable, Row } from "./fake-cluster-tables.ts";

interface Recognised {
  readonly pattern: RegExp;
  readonly answer: (found: Names, tables: Tables, text: string) => FakeTable;
}

/** The rows of one of the pipeline's queries, worked out from those of the tables that it names. */
export function answerQuery(text: string, tables: Tables): FakeTable {
  for (const { pattern, answer } of RECOGNISED) {
    const match = pattern.exec(text);
    if (match !== null) return answer(match.groups ?? {}, tables, text);
  }
  throw new Error(`a query that the fake does not know: ${text}`);
}

const RECOGNISED: readonly Recognised[] = [
  { pattern: /^SELECT (?<list>.+) FROM matinee_source$/u, answer: projected },
  {
    pattern:
      /^SELECT (?<list>CAST\(.+ AS DOUBLE\) AS \w+) FROM (?<from>matinee_\w+)(?: WHERE (?<where>.+))?$/u,
    answer: aggregated,
  },
  {
    pattern:
      /^SELECT (?<list>CAST\(.+) FROM \(SELECT stars - (?<clamped>.+) AS off FROM matinee_predicted\)$/u,
    answer: measured,
  },
  {
    pattern: / AS stars, '[\da-f-]{36}' AS run FROM matinee_rows GROUP BY user_id, item_id$/u,
    answer: merged,
  },
  {
    pattern:
      /count_if\(stars > (?<neutral>[\d.]+)D\) AS liked.+ FROM matinee_merged GROUP BY (?<id>user_id|item_id)\)/u,
    answer: numbered,
  },
  {
    pattern:
      /CAST\((?<seed>\d+) AS BIGINT\)\), 1000000\) < (?<bound>\d+) AS apart, u\.liked > 0 AND i\.liked > 0 AS ranks FROM matinee_m/u,
    answer: joinedCells,
  },
  {
    pattern:
      /^SELECT (?<own>user|item) AS row, sum\((?<left>.+)\) \/ \(count\(\*\) \+ (?<damping>\d+)\) AS bias FROM matinee_cells c (?:JOIN (?<others>\w+) o ON c\.(?<other>\w+) = o\.row )?WHERE (?<where>.+) GROUP BY/u,
    answer: leftMeans,
  },
  {
    pattern:
      /^SELECT c\.user, c\.item, CAST\((?<left>.+) AS FLOAT\) AS rating FROM matinee_cells c JOIN (?<users>\w+) u ON .+ JOIN (?<items>\w+) i ON \S+ = \S+ WHERE (?<where>true|NOT apart) (?<zeros>UNION .+)$/u,
    answer: residuals,
  },
  {
    pattern:
      /^SELECT c\.user, c\.item, c\.stars, (?<level>.+) AS level FROM matinee_cells c LEFT JOIN (?<users>\w+) u ON .+ LEFT JOIN (?<items>\w+) i ON .+ WHERE (?<where>apart)$/u,
    answer: levels,
  },
  {
    pattern:
      /explode\(CASE WHEN worth > 0 THEN array\((?<yes>.+)\) ELSE array\((?<no>[^)]+)\) END\) AS entry FROM \(SELECT \*, (?<liked>.+) AS liked FROM \(SELECT user, item, (?<worth>.+) AS worth FROM matinee_cells WHERE ranks\)\)\) WHERE entry <> 0$/u,
    answer: graded,
  },
  {
    pattern:
      /FROM matinee_cells c JOIN \(SELECT row FROM matinee_users WHERE (?<where>n BETWEEN \d+ AND \d+) ORDER BY .+ LIMIT (?<limit>\d+)\)/u,
    answer: sampled,
  },
  { pattern: /^SELECT .+ FROM matinee_films_source GROUP BY ALL$/u, answer: toldFilms },
  { pattern: /FROM matinee_items i LEFT JOIN matinee_films f ON/u, answer: namedFilms },
  {
    pattern: /FROM matinee_people f JOIN matinee_users u ON .+ JOIN (?<biases>\w+) b ON/u,
    answer: writtenPeople,
  },
  { pattern: /^SELECT (?<list>row(?:, \w+)+) FROM (?<from>\w+)$/u, answer: listed },
];

const AGGREGATES: Readonly<Record<string, (rows: readonly Row[]) => number | null>> = {
  rows: (rows) => rows.length,
  noUser: (rows) => rows.filter((row) => row["user_id"] === null).length,
  noItem: (rows) => rows.filter((row) => row["item_id"] === null).length,
  noStars: (rows) => rows.length - starsIn(rows).length,
  least: (rows) => (rows.length === 0 ? null : Math.min(...starsIn(rows))),
  most: (rows) => (rows.length === 0 ? null : Math.max(...starsIn(rows))),
  broken: (rows) => starsIn(rows).filter((stars) => !Number.isInteger(stars)).length,
  mean: (rows) => meanOf(starsIn(rows)),
  users: (rows) => rows.length,
  items: (rows) => rows.length,
  people: (rows) => rows.length,
  liked: (rows) => rows.reduce((sum, row) => sum + numberIn(row, "liked"), 0),
  ratings: (rows) => rows.reduce((sum, row) => sum + numberIn(row, "n"), 0),
  idLength: (rows) => rows.reduce((sum, { id }) => sum + Buffer.byteLength(textOf(id!)), 0),
  meanSquare: (rows) => meanOf(rows.map((row) => numberIn(row, "off") ** 2)),
  halfWidth80: (rows) => {
    const off = rows.map((row) => Math.abs(numberIn(row, "off"))).toSorted((a, b) => a - b);
    return off[Math.ceil(0.8 * off.length) - 1] ?? null;
  },
};

function aggregated({ list = "", from, where }: Names, tables: Tables): FakeTable {
  return aggregatesOf(
    list,
    tableNamed(tables, from).rows.filter((row) => isWithin(row, where)),
  );
}

function aggregatesOf(list: string, rows: readonly Row[]): FakeTable {
  const names = [...list.matchAll(/ AS DOUBLE\) AS (\w+)/gu)].map(([, name = ""]) => name);
  const values = names.map((name) => {
    const aggregate = AGGREGATES[name];
    if (aggregate === undefined)
      throw new Error(`an aggregate that the fake does not know: ${name}`);
    return [name, aggregate(rows)] as const;
  });
  return {
    types: Object.fromEntries(names.map((name) => [name, "double"])),
    rows: [Object.fromEntries(values)],
  };
}

function measured({ list = "", clamped = "" }: Names, tables: Tables): FakeTable {
  const { rows } = tableNamed(tables, "matinee_predicted");
  return aggregatesOf(
    list,
    rows.map((row) => ({
      off: numberIn(row, "stars") - valueOf(clamped, row as Record<string, Value>)!,
    })),
  );
}

function leftMeans(
  { own = "", other = "", others, left = "", damping, where }: Names,
  tables: Tables,
): FakeTable {
  const biases = others === undefined ? undefined : biasesIn(tables, others);
  const cells = tableNamed(tables, "matinee_cells").rows.filter(
    (row) => isWithin(row, where) && (biases === undefined || biases.has(numberIn(row, other))),
  );
  return {
    types: { row: "int", bias: "double" },
    rows: groupedBy(cells, (row) => textOf(row[own]!)).map((group) => {
      const sum = group.reduce((all, row) => {
        const bias = biases === undefined ? {} : { "o.bias": biases.get(numberIn(row, other))! };
        return all + valueOf(left, { stars: numberIn(row, "stars"), ...bias })!;
      }, 0);
      return { row: group[0]![own]!, bias: sum / (group.length + Number(damping)) };
    }),
  };
}

const ZEROS =
  /UNION ALL SELECT (row, other|other, row), 0F FROM \(SELECT row, explode\(sequence\(row % (\d+) \+ (\d+), row % \2 \+ \3 \+ (\d+), \2\)\) AS other FROM (\w+)\)/gu;

function residuals(
  { left = "", users, items, where, zeros = "" }: Names,
  tables: Tables,
): FakeTable {
  const [ofUsers, ofItems] = [biasesIn(tables, users), biasesIn(tables, items)];
  const rated = tableNamed(tables, "matinee_cells").rows.filter((row) => isWithin(row, where));
  const entries: AlsEntry[] = rated.map((row) => {
    const [user, item] = [numberIn(row, "user"), numberIn(row, "item")];
    const biases = { "u.bias": ofUsers.get(user)!, "i.bias": ofItems.get(item)! };
    const rating = valueOf(left, { "c.stars": numberIn(row, "stars"), ...biases })!;
    return { user, item, rating: Math.fround(rating) };
  });
  for (const [, order, groups, first, length, from] of zeros.matchAll(ZEROS)) {
    for (const row of biasesIn(tables, from).keys()) {
      for (let k = 0; k <= Number(length); k += Number(groups)) {
        const other = (row % Number(groups)) + Number(first) + k;
        const [user, item] = order === "row, other" ? [row, other] : [other, row];
        entries.push({ user, item, rating: 0 });
      }
    }
  }
  return entryTable(entries);
}

function entryTable(entries: readonly AlsEntry[]): FakeTable {
  const types = { user: "int", item: "int", rating: "float" };
  return { types, rows: entries as readonly (AlsEntry & Row)[] };
}

function levels({ level = "", users, items, where }: Names, tables: Tables): FakeTable {
  const [ofUsers, ofItems] = [biasesIn(tables, users), biasesIn(tables, items)];
  const rows = tableNamed(tables, "matinee_cells").rows.filter((row) => isWithin(row, where));
  return {
    types: { user: "int", item: "int", stars: "float", level: "double" },
    rows: rows.map((row) => {
      const names = {
        "u.bias": ofUsers.get(numberIn(row, "user")) ?? null,
        "i.bias": ofItems.get(numberIn(row, "item")) ?? null,
      };
      return { ...row, level: valueOf(level, names) };
    }),
  };
}

/** Two entries of a cell that speaks for its film, one of any other. */
function graded(
  { yes = "", no = "", liked: likedText = "", worth: worthText = "" }: Names,
  tables: Tables,
): FakeTable {
  const entries: AlsEntry[] = [];
  for (const row of tableNamed(tables, "matinee_cells").rows.filter((cell) => cell["ranks"])) {
    const worth = valueOf(worthText, { stars: numberIn(row, "stars") })!;
    const liked = valueOf(likedText, { worth })!;
    const parts = worth > 0 ? yes.split(",").map((part) => part.trim()) : [no];
    for (const part of parts) {
      const rating = Math.fround(valueOf(part, { liked })!);
      const [user, item] = [numberIn(row, "user"), numberIn(row, "item")];
      if (rating !== 0) entries.push({ user, item, rating });
    }
  }
  return entryTable(entries);
}

function sampled({ where, limit }: Names, tables: Tables): FakeTable {
  const people = tableNamed(tables, "matinee_users").rows.filter((row) => isWithin(row, where));
  const drawn = new Set(people.slice(0, Number(limit)).map(({ row }) => Number(row)));
  const { rows } = tableNamed(tables, "matinee_cells");
  return {
    types: { user: "int", item: "int", stars: "float" },
    rows: rows.filter((row) => drawn.has(numberIn(row, "user"))),
  };
}

function listed({ list = "", from }: Names, tables: Tables): FakeTable {
  const { types, rows } = tableNamed(tables, from);
  const names = list.split(", ");
  return { types: Object.fromEntries(names.map((name) => [name, types[name]!])), rows };
}
