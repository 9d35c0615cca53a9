import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ERROR_CODES } from "../src/core/errors.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/errors.md"), "utf8");
const sections = page.split(/^## (?=E_)/mu).slice(1);

test("docs/errors.md has one heading for each error code, in the same order", () => {
  expect(sections.map((section) => section.split("\n", 1)[0])).toEqual(ERROR_CODES);
});

test.each(ERROR_CODES)("docs/errors.md tells cause and cure of %s", (code) => {
  const section = sections.find((text) => text.startsWith(`${code}\n`)) ?? "";
  expect(section).toMatch(/^\*\*Cause\.\*\* [^*]+\.$/mu);
  expect(section).toMatch(/^\*\*Cure\.\*\* [^*]+\.$/mu);
});
