// @ts-check
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * The terms of everything that the page is made of, as Markdown: ours, and those of each package that
 * one of the modules comes from.
 *
 * @param {string} root - of the checkout.
 * @param {ReadonlySet<string>} modules - paths, as the bundler names them.
 * @returns {string}
 */
export function noticesOf(root, modules) {
  const names = new Set([...modules].map(packageOf).filter((name) => name !== undefined));
  const packages = [...names].sort().map((name) => packageNotice(root, name));
  const own = readFileSync(join(root, "LICENSE"), "utf8").trim();
  const model =
    "The model and its film titles are under terms of their own: see LICENSE-MovieLens.md.";
  return `${["# What this page is made of", `## matinee\n\n${own}\n\n${model}`, ...packages].join("\n\n")}\n`;
}

/** @param {string} module */
function packageOf(module) {
  return /^.*node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)\//u.exec(module.replaceAll("\\", "/"))
    ?.groups?.name;
}

/**
 * @param {string} root
 * @param {string} name
 */
function packageNotice(root, name) {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = existsSync(folder)
    ? readdirSync(folder).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/iu.test(entry))
    : undefined;
  const text = file === undefined ? "" : `\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
  return `## ${name} ${version} (${license})${text}`;
}
