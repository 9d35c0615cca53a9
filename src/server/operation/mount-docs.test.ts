import { OpenAPIHono } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { openApiDocument } from "../../contract/openapi.ts";
import { nameRequest } from "../http/request-id.ts";
import type { ServiceEnv } from "../service.ts";
import { DOCS_PATHS, mountDocs } from "./mount-docs.ts";

const api = new OpenAPIHono<ServiceEnv>();
mountDocs(api, "1.2.3");

test("/openapi.json is the contract, of this version", async () => {
  const response = await api.request("/openapi.json");
  expect(response.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument("1.2.3"))));
});

test("/docs is a page whose style is served beside it", async () => {
  const response = await api.request("/docs");
  expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toContain('<link rel="stylesheet" href="/docs.css"');
  const style = await api.request("/docs.css");
  expect(style.headers.get("Content-Type")).toBe("text/css; charset=utf-8");
});

test("what the page loads is allowed by the policy that it is sent with", async () => {
  const named = new OpenAPIHono<ServiceEnv>();
  named.use(nameRequest);
  mountDocs(named, "1.2.3");
  const response = await named.request("/docs");
  const policy = response.headers.get("Content-Security-Policy") ?? "";
  expect(policy).toMatch(/(?:^|; )default-src 'none'; style-src 'self'; img-src data:;/u);
  const loaded = [...(await response.text()).matchAll(/<link rel="(\w+)" href="([^"]*)"/gu)];
  expect(loaded.map(([, rel, to]) => [rel, to])).toEqual([
    ["icon", "data:,"],
    ["stylesheet", "/docs.css"],
  ]);
});

test("the contract says that what is known already is not sent again", () => {
  const { paths } = openApiDocument("1.2.3");
  for (const path of ["/openapi.json", "/docs"]) {
    expect(Object.keys(paths?.[path]?.get?.responses ?? {})).toEqual(["200", "304"]);
  }
});

test.each(DOCS_PATHS)("%s is not sent again to a reader that has it", async (path) => {
  const etag = (await api.request(path)).headers.get("ETag") ?? "";
  expect(etag).toMatch(/^"[\w-]{22}"$/u);
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
    const response = await api.request(path, { headers: { "If-None-Match": known } });
    expect([response.status, response.headers.get("ETag"), await response.text()]).toEqual([
      304,
      etag,
      "",
    ]);
  }
  const other = await api.request(path, { headers: { "If-None-Match": '"x"' } });
  expect(other.status).toBe(200);
  expect((await api.request(path, { method: "HEAD" })).status).toBe(200);
});
