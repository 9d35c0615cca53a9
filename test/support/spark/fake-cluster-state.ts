import type { Asked, AskedTable } from "./asked.ts";
import { type AlsModel, type AlsSettings, fitAls, predictionOf } from "./fake-cluster-als.ts";
import { answerQuery } from "./fake-cluster-queries.ts";
import { type FakeTable, arrowOf, type Row } from "./fake-cluster-tables.ts";
import { type FakeFailure, type FakeResponse, failure, kept, model } from "./responses.ts";

const NO_TABLE: FakeFailure = {
  message: "[TABLE_OR_VIEW_NOT_FOUND] The table or view cannot be found. SQLSTATE: 42P01",
  errorClass: "TABLE_OR_VIEW_NOT_FOUND",
  classes: ["org.apache.spark.sql.catalyst.ExtendedAnalysisException"],
};

function noPath(path: string): FakeFailure {
  return {
    message: `[PATH_NOT_FOUND] Path does not exist: file:${path}. SQLSTATE: 42K03`,
    errorClass: "PATH_NOT_FOUND",
    classes: ["org.apache.spark.sql.AnalysisException"],
  };
}

function pathTaken(path: string): FakeFailure {
  return {
    message: `[PATH_ALREADY_EXISTS] Path file:${path} already exists. Set mode as "overwrite" to overwrite the existing path. SQLSTATE: 42K04`,
    errorClass: "PATH_ALREADY_EXISTS",
    classes: ["org.apache.spark.sql.AnalysisException"],
  };
}

/** What the reader of any file tells of it. */
const BINARY_FILE = {
  ...{ path: "string", modificationTime: "timestamp", length: "bigint", content: "binary" },
};

/** Tables, views and models of a cluster with one session, and what it answers from them. */
export class ClusterState {
  readonly made = new Map<string, FakeTable>();
  readonly written = new Map<string, FakeTable>();
  readonly models = new Map<string, AlsModel>();
  readonly #given: Readonly<Record<string, FakeTable>>;
  readonly #kept = new Map<string, FakeTable>();
  #count = 0;

  constructor(given: Readonly<Record<string, FakeTable>>) {
    this.#given = given;
  }

  columnsOf(of: AskedTable): Readonly<Record<string, string>> | FakeFailure {
    if (of.kind !== "files") return this.#givenBy(of)?.types ?? NO_TABLE;
    const missing = of.paths.find((path) => !this.#isThere(path));
    if (missing !== undefined) return noPath(missing);
    return of.format === "binaryFile" ? BINARY_FILE : (this.#givenBy(of)?.types ?? {});
  }

  answer(asked: Asked): FakeResponse[] {
    switch (asked.kind) {
      case "rows":
        return arrowOf(this.#tableOf(asked.of));
      case "statement":
        this.#run(asked.text);
        return [];
      case "view":
        this.made.set(asked.name, this.#tableOf(asked.of));
        return [];
      case "write":
        if (this.#isThere(asked.path)) return [failure(pathTaken(asked.path))];
        this.written.set(asked.path, this.#tableOf(asked.of));
        return [];
      case "keep": {
        const id = this.#newId("kept");
        this.#kept.set(id, this.#tableOf(asked.of));
        return [kept(id)];
      }
      case "release":
        this.#kept.delete(asked.id);
        return [];
      case "fit": {
        const id = this.#newId("model");
        const entries = this.#tableOf(asked.dataset).rows as readonly (Row & EntryRow)[];
        this.models.set(id, fitAls(entries, settingsOf(asked.params)));
        return [model(id)];
      }
      case "forget":
        for (const id of asked.models) if (!this.models.delete(id)) throw new Error(`no ${id}`);
        return [];
      case "other":
        throw new Error(`not faked: ${asked.name}`);
    }
  }

  #newId(kind: string): string {
    this.#count += 1;
    return `${kind}-${this.#count}`;
  }

  #run(text: string): void {
    const [, verb, name = "", query = ""] =
      /^(CREATE OR REPLACE TEMPORARY VIEW|CACHE TABLE) (\w+) AS (.+)$/u.exec(text) ?? [];
    if (verb !== undefined) this.made.set(name, answerQuery(query, this.made));
    else if (LETS_GO.test(text)) this.made.delete(text.replace(LETS_GO, ""));
    else if (!text.startsWith("SET ")) throw new Error(`not faked: ${text}`);
  }

  /** As files, or as a folder that has some. */
  #isThere(path: string): boolean {
    const all = [...Object.keys(this.#given), ...this.written.keys()];
    return all.some((each) => each === path || each.startsWith(`${path}/`));
  }

  #givenBy(of: AskedTable): FakeTable | undefined {
    if (of.kind === "table") return this.#given[of.name];
    if (of.kind !== "files") return undefined;
    const parts = of.paths.map((path) => this.#given[path]);
    const [first] = parts;
    if (first === undefined) return undefined;
    return { types: first.types, rows: parts.flatMap((part) => part?.rows ?? []) };
  }

  #tableOf(of: AskedTable): FakeTable {
    if (of.kind === "sql") return answerQuery(of.text, this.made);
    if (of.kind === "attribute") return featuresOf(this.#modelOf(of.model), of.attribute);
    if (of.kind === "transformed") {
      return predicted(this.#modelOf(of.model), this.#tableOf(of.dataset));
    }
    const found = of.kind === "kept" ? this.#kept.get(of.id) : this.#givenBy(of);
    if (found === undefined) throw new Error(`no table for ${JSON.stringify(of)}`);
    return found;
  }

  #modelOf(id: string): AlsModel {
    const found = this.models.get(id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  }
}

const LETS_GO = /^(?:UNCACHE TABLE|DROP VIEW) (?:IF EXISTS )?/u;

interface EntryRow {
  readonly user: number;
  readonly item: number;
  readonly rating: number;
}

type Params = Extract<Asked, { kind: "fit" }>["params"];

/** Kinds are looked at: Spark takes no integer for a double. */
function settingsOf(params: Params): AlsSettings {
  const value = (name: string, kind: string, otherwise?: unknown): unknown => {
    const [found, given] = params[name] ?? [kind, otherwise];
    if (found !== kind || given === undefined) throw new Error(`${name} is no ${kind}`);
    return given;
  };
  for (const [name, column] of [
    ["userCol", "user"],
    ["itemCol", "item"],
    ["ratingCol", "rating"],
  ] as const) {
    if (value(name, "string") !== column) throw new Error(`${name} is not ${column}`);
  }
  for (const name of ["numUserBlocks", "numItemBlocks"]) {
    if (!(Number(value(name, "integer")) >= 1)) throw new Error(`${name} must be above 0`);
  }
  return {
    rank: Number(value("rank", "integer")),
    maxIter: Number(value("maxIter", "integer")),
    regParam: Number(value("regParam", "double")),
    implicitPrefs: value("implicitPrefs", "boolean", false) === true,
    alpha: Number(value("alpha", "double", 1)),
    seed: Number(value("seed", "long")),
  };
}

function featuresOf(fitted: AlsModel, attribute: string): FakeTable {
  if (attribute !== "userFactors" && attribute !== "itemFactors") {
    throw new Error(`not faked: ${attribute}`);
  }
  return {
    types: { id: "int", features: "array<float>" },
    rows: [...fitted[attribute]].map(([id, features]) => ({ id, features })),
  };
}

function predicted(fitted: AlsModel, { types, rows }: FakeTable): FakeTable {
  return {
    types: { ...types, prediction: "float" },
    rows: rows.map((row) => ({
      ...row,
      prediction: predictionOf(fitted, Number(row["user"]), Number(row["item"])),
    })),
  };
}
