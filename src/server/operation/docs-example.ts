import type { Contents, Parameter, Route, Schema, Schemas } from "./docs-model.ts";
import { resolved } from "./docs-model.ts";
import type { ExampleFilm } from "./example-films.ts";
import { FILM_IN, SHAWSHANK } from "./example-films.ts";

/** What stands for a field of this name, where its schema allows it. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  ...{ personId: "ann", rating: 4.5, q: "shawsh", seen: "593", notForMe: "1562", watchlist: "858" },
  ...{ stars: 4.3, low: 3.4, high: 5, score: 4.3, share: 0.4, similarity: 0.92, genres: "Drama" },
  ...{ model: "20261129-180115-h8us", previous: "20261122-090412-k3mv", ratedBy: 317 },
  ...{ trainingId: "k7qsm2wd9xhb4rtn", ratings: 30, unknown: 0 },
  ...{ mean: 3.5, film: 0.6, strictness: -0.1, taste: 0.3, rest: 0.1, place: 0.7, you: 0.4 },
  ...{ filter: "genres", films: 212, users: 610, movies: 9742, auc: 0.83, stability: 0.9 },
  ...{ method: "bayesian", data: "ml-latest-small", heldOutError: 0.85, bytes: 1_200_000 },
  ...{ min: 0.5, max: 5, step: 0.5, above: 0.62, sd: 0.3, name: "romance" },
  ...{ stage: "learning", progress: 0.4, factors: 32, seed: 7, timeLimitSeconds: 600 },
  ...{ accepted: 2, rejected: 1, errorsLeftOut: 0, code: "rating-off-scale", line: 3 },
  ...{ message: "What is wrong with the line", file: "ratings.csv", list: "ratings" },
  ...{ rows: 30, clamped: 0, count: 3, openapi: "3.1.0", detail: "What is wrong; what to do" },
};
/** What a page, or a training that runs, does not have yet. */
const NOT_YET: readonly string[] = ["model", "endedAt", "error", "next"];
const DEEPEST = 20; // of schemas that hold themselves

/** How an example is made. */
interface Making {
  readonly schemas: Schemas;
  /** Leaves out what need not be there. */
  readonly requiredOnly: boolean;
  /** Which one is told of; default: the one that stands in paths. */
  readonly film?: ExampleFilm;
}

/** A value that the schema allows. */
export function exampleOf(schema: Schema, making: Making, name = "", depth = 0): unknown {
  const { example, enum: values, anyOf, allOf } = schema;
  if (depth > DEEPEST) return null;
  if (schema.$ref !== undefined) {
    return exampleOf(resolved(schema, making.schemas), making, name, depth + 1);
  }
  if (allOf !== undefined) return exampleOf(merged(allOf, making.schemas), making, name, depth + 1);
  const known = knownOf(name, schema, making);
  if (known !== undefined) return known;
  if (example !== undefined) return example;
  if (values !== undefined) return values[0];
  if (anyOf !== undefined) return exampleOf(anyOf[0] ?? {}, making, name, depth + 1);
  return ofType(schema, making, name, depth);
}

function knownOf(name: string, schema: Schema, { film = SHAWSHANK }: Making): unknown {
  if (NOT_YET.includes(name) && fits(null, schema)) return null;
  const values: Readonly<Record<string, unknown>> = { ...BY_NAME, ...film };
  return Object.hasOwn(values, name) && fits(values[name], schema) ? values[name] : undefined;
}

function ofType(schema: Schema, making: Making, name: string, depth: number): unknown {
  const [type] = typesOf(schema);
  switch (type) {
    case "object":
      return objectOf(schema, about(name, making), depth);
    case "array":
      return [exampleOf(schema.items ?? {}, making, name, depth + 1)];
    case "boolean":
      return false;
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "null":
      return null;
    default:
      return schema.format === "date-time" ? "2026-11-29T17:00:00Z" : "text";
  }
}

/** A list of other films is about another one: none is recommended for its own sake. */
function about(name: string, making: Making): Making {
  const film = FILM_IN[name];
  return film === undefined ? making : { ...making, film };
}

function objectOf(schema: Schema, making: Making, depth: number): object {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).filter(
    ([name]) => required.has(name) || !making.requiredOnly,
  );
  return Object.fromEntries(
    fields.map(([name, field]) => [name, exampleOf(field, making, name, depth + 1)]),
  );
}

/** Several schemas that all hold, as one. */
export function merged(parts: readonly Schema[], schemas: Schemas): Schema {
  const whole = parts.map((part) => resolved(part, schemas));
  return {
    type: "object",
    properties: Object.assign({}, ...whole.map(({ properties }) => properties ?? {})) as Schemas,
    required: whole.flatMap(({ required }) => required ?? []),
  };
}

/** Without null, where there is more than that. */
export function typesOf({ type, properties }: Schema): readonly string[] {
  const types = typeof type === "string" ? [type] : (type ?? (properties ? ["object"] : []));
  const real = types.filter((name) => name !== "null");
  return real.length > 0 ? real : types;
}

function fits(value: unknown, schema: Schema): boolean {
  const { type, enum: values, format } = schema;
  const types = typeof type === "string" ? [type] : (type ?? []);
  if (values !== undefined) return values.includes(value);
  if (value === null) return types.includes("null");
  if (typeof value === "string") return types.includes("string") && format === undefined;
  return types.includes("number") || (types.includes("integer") && Number.isInteger(value));
}

/** How to ask for a route from a shell, where URL and KEY are set. */
export function curlOf({ method, path, operation }: Route, schemas: Schemas): string {
  const { parameters = [], requestBody } = operation;
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}"$URL${address(path, parameters)}"`,
  ];
  if (operation["x-scope"] !== "none") lines.push('-H "Authorization: Bearer $KEY"');
  if (requestBody !== undefined) lines.push(...bodyOf(requestBody.content, schemas));
  return lines.join(" \\\n  ");
}

function address(path: string, parameters: readonly Parameter[]): string {
  const value = ({ name, schema }: Parameter): string =>
    encodeURIComponent(String(exampleOf(schema, { schemas: {}, requiredOnly: true }, name)));
  let filled = path;
  for (const parameter of parameters.filter((one) => one.in === "path")) {
    filled = filled.replaceAll(`{${parameter.name}}`, () => value(parameter));
  }
  const query = parameters
    .filter((parameter) => parameter.in === "query" && parameter.required === true)
    .map((parameter) => `${encodeURIComponent(parameter.name)}=${value(parameter)}`);
  // Between double quotes a shell reads on.
  const text = query.length === 0 ? filled : `${filled}?${query.join("&")}`;
  return text.replace(/[$`"\\!]/gu, (character) =>
    encodeURIComponent(character).replace("!", "%21"),
  );
}

function bodyOf(content: Contents, schemas: Schemas): string[] {
  const types = Object.keys(content);
  const [type = "", { schema = {} } = {}] = Object.entries(content)[0] ?? [];
  if (type === "application/json") {
    const json = JSON.stringify(exampleOf(schema, { schemas, requiredOnly: true }));
    return [`-H "Content-Type: ${type}"`, `-d '${json.replaceAll("'", String.raw`'\''`)}'`];
  }
  const file = types.includes("application/zip") ? "export.zip" : "ratings.ndjson";
  const sent = types.includes("application/zip") ? "application/zip" : type;
  return [`-H "Content-Type: ${sent}"`, `--data-binary @${file}`];
}
