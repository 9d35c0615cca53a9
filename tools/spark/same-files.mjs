// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * How a folder differs from what it should hold.
 *
 * @param {string} folder
 * @param {ReadonlyMap<string, string>} wanted - text by name.
 * @returns {string[]} `name: why`
 */
export function differences(folder, wanted) {
  const there = existsSync(folder) ? readdirSync(folder) : [];
  const extra = there.filter((name) => !wanted.has(name)).map((name) => `${name}: is too many`);
  const wrong = [...wanted].flatMap(([name, text]) => {
    if (!there.includes(name)) return [`${name}: is missing`];
    const same = readFileSync(path.join(folder, name), "utf8") === text;
    return same ? [] : [`${name}: has another content`];
  });
  return [...extra, ...wrong];
}

/** Makes a folder hold nothing but these files. @param {string} folder @param {ReadonlyMap<string, string>} files */
export function replaceFiles(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
}
