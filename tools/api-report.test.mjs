// @ts-check
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../test/support/temporary-folder.ts";
import { apiReport } from "./api-report.mjs";

/**
 * @param {Record<string, string>} files - emitted declarations, index.d.ts among them.
 */
function reportOf(files) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return apiReport("matinee", join(folder, "index.d.ts"));
}

test("apiReport() lists names in order, without comments, re-exports followed", () => {
  const report = reportOf({
    "index.d.ts": 'export * from "./b.ts";\nexport { inner as a } from "./c.ts";\n',
    "b.d.ts": "/** Told. */\nexport declare class B {\n  /** Told too. */\n  run(): void;\n}\n",
    "c.d.ts":
      "export declare function inner(): void;\nexport declare function inner(n: 1): void;\n",
  });
  expect(report).toContain(
    "## B\n\n```ts\nexport declare class B {\n  run(): void;\n}\n```\n\n## a\n\n```ts\n" +
      "export declare function inner(): void;\nexport declare function inner(n: 1): void;\n```\n",
  );
  expect(report).not.toContain("Told");
});

test("apiReport() names types that a signature uses and nobody can import", () => {
  const report = reportOf({
    "index.d.ts": 'export { f } from "./f.ts";\n',
    "f.d.ts":
      'import type { Hidden } from "./h.ts";\n' +
      "interface Own {}\nexport declare function f<T>(a: Hidden, b: Own, c: T): Promise<void>;\n",
    "h.d.ts": "export interface Hidden {}\n",
  });
  expect(report.split("## Used above, not exported\n\n")[1]).toBe("- `Hidden`\n- `Own`\n");
});
