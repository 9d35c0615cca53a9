import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { META_POLICY } from "./security-headers.ts";

test("the one style that may be inline is what this version of Observable Plot puts into a chart", () => {
  const path = new URL("../../../node_modules/@observablehq/plot/src/plot.js", import.meta.url);
  const source = readFileSync(path, "utf8");
  const template = /append\("style"\)\.text\(\s*`(?<text>[^`]*)`/u.exec(source)?.groups?.["text"];
  const text = template?.replaceAll("${className}", "chart") ?? "";
  const hash = createHash("sha256").update(text).digest("base64");
  expect(META_POLICY).toContain(`style-src 'self' 'sha256-${hash}';`);
});

test("nothing may be evaluated, inline, or of another origin", () => {
  expect(META_POLICY).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/u);
  expect(META_POLICY).toMatch(/^default-src 'none'; /u);
});
