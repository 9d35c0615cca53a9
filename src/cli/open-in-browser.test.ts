import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { openInBrowser } from "./open-in-browser.ts";

test("the address is the last argument of the program that opens it", async () => {
  const file = join(temporaryFolder(), "opened");
  const script = `fs.writeFileSync(${JSON.stringify(file)}, process.argv.at(-1))`;
  await openInBrowser("http://127.0.0.1:1/", [process.execPath, "-e", script]);
  await vi.waitFor(
    async () => expect(await readFile(file, "utf8")).toBe("http://127.0.0.1:1/"),
    5000,
  );
});

test("a desktop without such a program is an error", async () => {
  const opening = openInBrowser("http://127.0.0.1:1/", ["matinee-opens-nothing"]);
  await expect(opening).rejects.toThrow("ENOENT");
});
