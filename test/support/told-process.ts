import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";

/** What a process tells of itself when it starts. */
export interface ToldProcess {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A module that runs another one, after its process has told of itself in a file of `folder`. */
export function toldModule(folder: string, module: URL): URL {
  const path = join(folder, "told-process.mjs");
  writeFileSync(
    path,
    `import { renameSync, writeFileSync } from "node:fs";
const { pid, argv, execArgv, env } = process;
writeFileSync(${JSON.stringify(fileIn(folder))} + ".part", JSON.stringify({ pid, argv: [...argv, ...execArgv], env }));
renameSync(${JSON.stringify(fileIn(folder))} + ".part", ${JSON.stringify(fileIn(folder))});
await import(${JSON.stringify(module.href)});
`,
  );
  return pathToFileURL(path);
}

/** What it told, once it has started. */
export async function toldIn(folder: string): Promise<ToldProcess> {
  await expect.poll(() => existsSync(fileIn(folder))).toBe(true);
  return JSON.parse(readFileSync(fileIn(folder), "utf8")) as ToldProcess;
}

/** Whether a process is there still; one that has ended and was not waited for is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) [ZX]/su.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return !existsSync("/proc/self/stat");
  }
}

function fileIn(folder: string): string {
  return join(folder, "told.json");
}
