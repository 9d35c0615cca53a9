import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "@hono/zod-openapi";
import { describe, expect, test } from "vitest";
import { openApiDocument } from "../../contract/openapi.ts";
import { PROBLEM_CODES } from "../../contract/problem.ts";
import { ROUTES } from "../../contract/routes.ts";
import { Model } from "../../core/model/model.ts";
import { newTrainingId, newVersion } from "../training/model-version.ts";
import { curlOf, exampleOf } from "./docs-example.ts";
import { docsModel } from "./docs-model.ts";
import { docsPage } from "./docs-page.ts";
import { fieldsOf, kindOf } from "./docs-schema.ts";
import { DOCS_STYLE } from "./docs-style.ts";

const BUNDLED = new URL("../../../assets/movielens-latest-small.safetensors", import.meta.url);
const movieLens = Model.fromBytes(readFileSync(BUNDLED)).catalogue.movies;
const document = openApiDocument("1.2.3");
const page = docsPage(document);
const model = docsModel(document);
const routes = model.tags.flatMap((tag) => tag.routes);

describe("the docs page", () => {
  test("tells of every route: method, path, scope, summary", () => {
    for (const [id, { method, path, summary, "x-scope": scope }] of Object.entries(ROUTES)) {
      const start = page.indexOf(`<article id="${id}">`);
      const article = page.slice(start, page.indexOf("</article>", start));
      const text = textOf(article);
      expect(start).toBeGreaterThan(0);
      expect(text).toContain(`${method.toUpperCase()} ${path}`);
      expect(text).toContain(summary);
      expect(text).toContain(scope === "none" ? "Answered to anyone" : `with the scope ${scope}.`);
      expect(text).toContain(`curl `);
    }
  });

  test("explains every problem with its status and a remedy, and leads to it", () => {
    for (const code of PROBLEM_CODES) {
      expect(page).toMatch(new RegExp(`<tr id="problem-${code}">[^]*?\\d{3}[^]*?\\.<br`, "u"));
    }
    const ids = new Set(
      [...page.matchAll(/ id="(?<id>[^"]*)"/gu)].map(({ groups }) => groups!["id"]),
    );
    for (const [, target = ""] of page.matchAll(/href="#(?<target>[^"]*)"/gu)) {
      expect(ids).toContain(target);
    }
  });

  test("has ids that are there once", () => {
    const ids = [...page.matchAll(/ id="(?<id>[^"]*)"/gu)].map(({ groups }) => groups!["id"]);
    expect(ids.length).toBe(new Set(ids).size);
  });

  test("holds no script, no style of its own and nothing from elsewhere", () => {
    expect(page).not.toMatch(/<script|<style|\bstyle="|\bon\w+="|javascript:/iu);
    const links = [...page.matchAll(/(?:href|src)="(?<to>[^"#]*)/gu)].map(
      ({ groups }) => groups!["to"],
    );
    expect(new Set(links)).toEqual(new Set(["", "data:,", "/docs.css", "/openapi.json"]));
  });

  test("has every element closed", () => {
    const open: string[] = [];
    for (const [, slash, name = ""] of page.matchAll(/<(\/?)([a-z]\w*)[^>]*>/gu)) {
      if (["meta", "link", "br", "wbr"].includes(name)) continue;
      if (slash === "") open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });
});

test.each([
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  "</code></pre><b>",
  "` `<i>` ",
  "&lt;b&gt;",
])("the text %j stays text wherever the contract has it", (hostile) => {
  const schema = {
    type: "object" as const,
    description: hostile,
    properties: { [hostile]: { enum: [hostile], description: hostile, example: hostile } },
  };
  const content = { "application/json": { schema } };
  const operation = {
    ...{ operationId: hostile, summary: hostile, description: hostile, tags: [hostile] },
    parameters: [{ name: hostile, in: "query", required: true, schema: { example: hostile } }],
    requestBody: { description: hostile, content: { ...content, [hostile]: { schema } } },
    responses: {
      200: { description: hostile, content },
      404: { description: hostile, content: { "application/problem+json": { schema } } },
    },
    "x-scope": hostile,
  };
  const shown = docsPage({
    ...{ openapi: "3.1.0", info: { title: hostile, version: hostile, description: hostile } },
    ...{ tags: [{ name: hostile, description: hostile }] },
    paths: { [`/${hostile}/{${hostile}}`]: { get: operation } },
    components: {
      schemas: { RatingLine: schema },
      securitySchemes: { apiKey: { type: "http", scheme: hostile, description: hostile } },
    },
  } as never);
  const clean = shown.replaceAll(
    /<\/?(?:article|section|code|pre|span|strong|br|wbr)\b[^<>]*>/gu,
    "",
  );
  expect(clean).not.toMatch(/<(?:script|img|b|i)\b/u);
  // Whatever stands between "<" and ">" has whole attributes and nothing else.
  for (const [tag] of shown.matchAll(/<[a-z][^]*?>/gu)) {
    expect(tag).toMatch(/^<[a-z]\w*(?:\s+[a-z-]+="[^"<>]*"|\s+\/)*\s*\/?>$/u);
  }
});

describe("examples", () => {
  const schemas = JSON.stringify(model.schemas).replaceAll("#/components/schemas/", "#/$defs/");
  const compiled = (schema: object) =>
    z.fromJSONSchema({
      ...(JSON.parse(
        JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/"),
      ) as object),
      $defs: JSON.parse(schemas) as never,
    });

  test.each(routes)("of $operation.operationId are what the contract allows", ({ operation }) => {
    const contents = [operation.requestBody?.content, operation.responses["200"]?.content];
    for (const [index, content] of contents.entries()) {
      const schema = content?.["application/json"]?.schema;
      if (schema === undefined) continue;
      const example = exampleOf(schema, { schemas: model.schemas, requiredOnly: index === 0 });
      expect(compiled(schema).safeParse(example).error?.issues).toBeUndefined();
    }
  });

  test("are of films that MovieLens has by these ids, and none is recommended because of itself", () => {
    const titles = new Map(movieLens.map(({ id, title, year }) => [String(id), { title, year }]));
    const titled: unknown[] = [];
    for (const { operation } of routes) {
      const schema = operation.responses["200"]?.content?.["application/json"]?.schema ?? {};
      const example = exampleOf(schema, { schemas: model.schemas, requiredOnly: false });
      for (const film of objectsIn(example)) {
        if (typeof film["movieId"] !== "string") continue;
        if ("title" in film) {
          titled.push(film);
          expect(titles.get(film["movieId"])).toEqual({ title: film["title"], year: film["year"] });
        }
        for (const { movieId } of objectsIn(film["why"])) expect(movieId).not.toBe(film["movieId"]);
      }
    }
    expect(titled.length).toBeGreaterThan(15);
  });

  test("have ids such as are given", () => {
    const example = (name: string) =>
      exampleOf({ type: "string" }, { schemas: {}, requiredOnly: true }, name);
    const version = /^\d{8}-\d{6}-[a-z2-9]{4}$/u;
    for (const id of [example("model"), example("previous"), newVersion(0)]) {
      expect(id).toMatch(version);
    }
    for (const id of [example("trainingId"), newTrainingId()])
      expect(id).toMatch(/^[a-z2-9]{16}$/u);
  });

  test("are whole commands for a shell", () => {
    const curls = Object.fromEntries(
      routes.map((route) => [route.operation.operationId, curlOf(route, model.schemas)]),
    );
    expect(curls["putRating"]).toBe(
      [
        'curl -X PUT "$URL/v1/people/ann/ratings/318"',
        '-H "Authorization: Bearer $KEY"',
        '-H "Content-Type: application/json"',
        `-d '{"rating":4.5}'`,
      ].join(" \\\n  "),
    );
    expect(curls["findMovies"]).toContain('"$URL/v1/movies?q=shawsh"');
    expect(curls["getLive"]).toBe('curl "$URL/health/live"');
    expect(curls["postRatings"]).toContain("--data-binary @ratings.ndjson");
    expect(curls["postImport"]).toContain('"Content-Type: application/zip"');
  });

  test("cannot leave the quotes they stand in", () => {
    const operation = {
      ...{ operationId: "x", summary: "", responses: {} },
      parameters: [
        { name: "id", in: "path", required: true, schema: { example: "$(reboot)`\"'!" } },
      ],
      requestBody: {
        content: {
          "application/json": {
            schema: { type: "object", required: ["a"], properties: { a: { example: "it's" } } },
          },
        },
      },
    };
    const curl = curlOf({ method: "POST", path: "/a/{id}/$(b)", operation }, {});
    expect(curl.split("\n")[0]).toBe(`curl -X POST "$URL/a/%24(reboot)%60%22'%21/%24(b)" \\`);
    expect(curl).toContain(String.raw`-d '{"a":"it'\''s"}'`);
  });
});

describe("fields", () => {
  test("of what is inside have their path", () => {
    const picks = fieldsOf(model.schemas["Picks"]!, model.schemas).map(({ name }) => name);
    expect(picks).toEqual(expect.arrayContaining(["picks", "picks[].why[].share", "left[].films"]));
  });

  test.each([
    [{ type: "integer", minimum: 1, maximum: 100 }, "integer, 1 to 100"],
    [{ type: ["string", "null"] }, "text or null"],
    [{ type: "string", format: "date-time" }, "time"],
    [
      { type: "array", maxItems: 10_000, items: { type: "number" } },
      "list, up to 10\u202F000: number",
    ],
    [{ enum: ["a", "b"] }, '"a" or "b"'],
    [
      { anyOf: [{ type: "boolean" }, { type: "integer", minimum: 0 }] },
      "true or false or integer, at least 0",
    ],
    [{}, "anything"],
  ])("%j is told as %s", (schema, kind) => {
    expect(kindOf(schema, {})).toBe(kind);
  });
});

test("the page has the colours of the page for people", () => {
  const tokens = readFileSync(join(import.meta.dirname, "../../web/style/tokens.css"), "utf8");
  const colours = (css: string) => css.match(/--[\w-]+: light-dark\([^)]*\)/gu);
  expect(colours(DOCS_STYLE)).toEqual(colours(tokens));
});

/** All objects in a value, itself too. */
function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
}

function textOf(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll(/&#(?<code>\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s+/gu, " ");
}
