import { z } from "@hono/zod-openapi";
import { describe, expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";
import { PROBLEMS, PROBLEM_TYPE } from "./problem.ts";
import { ROUTES } from "./routes.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters?: readonly { in: string; name: string; required: boolean }[];
  readonly responses: Readonly<Record<string, Response>>;
}
interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

const document = openApiDocument("1.2.3");
const json = JSON.parse(JSON.stringify(document)) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
};
const operations = Object.entries(json.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);
const byId = new Map(operations.map(({ operation }) => [operation.operationId, operation]));

describe("the document", () => {
  test("is OpenAPI 3.1 of this version, for wherever it is served", () => {
    expect(document).toMatchObject({
      openapi: "3.1.0",
      info: { title: "matinee", version: "1.2.3" },
    });
    expect(Object.keys(document)).not.toContain("servers");
    expect(openApiDocument("1.2.3")).toEqual(document);
  });

  test("has every route once, by its operationId", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
    for (const { path, method, operation } of operations) {
      const route = ROUTES[operation.operationId as keyof typeof ROUTES];
      expect([method, path]).toEqual([route.method, route.path]);
      expect(operation.summary).not.toBe("");
    }
  });

  test("explains every tag that is used, and none that is not", () => {
    const used = new Set(operations.flatMap(({ operation }) => operation.tags));
    expect(document.tags?.map(({ name }) => name).toSorted()).toEqual([...used].toSorted());
    for (const { description } of document.tags ?? []) expect(description).toMatch(/\w+ .*\.$/u);
  });

  test("declares exactly the parameters that a path has", () => {
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
      const names = [...path.matchAll(/\{(?<name>\w+)\}/gu)].map(({ groups }) => groups?.["name"]);
      expect(inPath.map(({ name }) => name)).toEqual(names);
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
  });

  test("refers to nothing that is not there, and holds nothing that nobody refers to", () => {
    const found = new Set(refsIn(json));
    const there = Object.keys(json.components["schemas"]!).map(
      (name) => `#/components/schemas/${name}`,
    );
    // A line of a bulk request is told of in words: the media type has no schema for lines.
    expect([...found, "#/components/schemas/RatingLine"].toSorted()).toEqual(there.toSorted());
  });

  test("has a key's scope at every route but those for anyone", () => {
    for (const [id, { [`x-scope`]: scope }] of Object.entries(ROUTES)) {
      const wanted = scope === "none" ? [] : [{ apiKey: [scope] }];
      expect([id, byId.get(id)?.security]).toEqual([id, wanted]);
    }
    expect(json.components["securitySchemes"]).toMatchObject({
      apiKey: { type: "http", scheme: "bearer" },
    });
  });
});

describe("answers", () => {
  test("that go wrong are problems, under the status of their codes", () => {
    for (const { operation } of operations) {
      for (const [status, { content, description }] of Object.entries(operation.responses)) {
        if (content?.[PROBLEM_TYPE] === undefined) continue;
        expect(content[PROBLEM_TYPE].schema).toEqual({ $ref: "#/components/schemas/Problem" });
        for (const code of description.split(", ")) {
          expect(PROBLEMS[code as keyof typeof PROBLEMS].status).toBe(Number(status));
        }
      }
    }
  });

  test("of routes that need a key may be 401, 403, 429, 500, 503, each with its headers", () => {
    for (const { operation } of operations) {
      if (operation.security.length === 0) continue;
      const { responses } = operation;
      expect(Object.keys(responses)).toEqual(
        expect.arrayContaining(["400", "401", "403", "429", "500", "503"]),
      );
      expect(Object.keys(responses["401"]?.headers ?? {})).toEqual(["WWW-Authenticate"]);
      expect(Object.keys(responses["429"]?.headers ?? {})).toEqual(["Retry-After"]);
      expect(Object.keys(responses["503"]?.headers ?? {})).toEqual(["Retry-After"]);
    }
  });

  test("that may be unchanged have an ETag, and no others", () => {
    for (const { operation } of operations) {
      const { 200: ok, 304: unchanged } = operation.responses;
      const tagged = ok?.headers?.["ETag"] !== undefined;
      expect([operation.operationId, tagged]).toEqual([
        operation.operationId,
        unchanged !== undefined,
      ]);
      if (unchanged !== undefined) expect(Object.keys(unchanged.headers ?? {})).toEqual(["ETag"]);
    }
  });
});

describe("schemas", () => {
  const schemas = Object.entries(json.components["schemas"]!);

  test.each(schemas)("%s is one that a validator compiles", (name) => {
    expect(() => compiled(name)).not.toThrow();
  });

  test("say what those of the code say", () => {
    const line = compiled("RatingLine");
    expect(line.safeParse({ personId: "ann", movieId: 7, rating: 4 }).success).toBe(true);
    expect(line.safeParse({ personId: "ann", movieId: "7", rating: 4 }).success).toBe(true);
    expect(line.safeParse({ personId: "", movieId: "7", rating: 4 }).success).toBe(false);
    expect(line.safeParse({ personId: "a", movieId: "7", rating: 4, stars: 1 }).success).toBe(
      false,
    );
    const health = compiled("Health");
    expect(health.safeParse({ status: "ok" }).success).toBe(true);
    expect(health.safeParse({ status: "fine" }).success).toBe(false);
  });
});

/** As a validator of JSON Schema has it: the others are beside it. */
function compiled(name: string): z.ZodType {
  const text = JSON.stringify(json.components["schemas"]).replaceAll(
    "#/components/schemas/",
    "#/$defs/",
  );
  return z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs: JSON.parse(text) as never });
}

function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" ? [String(inner)] : refsIn(inner),
  );
}
