import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type { Environment } from "../io/node-cache-folder.ts";

/**
 * Where people and their ratings are kept, as `openStore` takes it: a path, or an address of Postgres.
 *
 * @param flag - what was typed after `--store`.
 */
export function storeAddress(
  flag: string | undefined,
  { env, cwd }: { readonly env: Environment; readonly cwd: string },
): string {
  const chosen = nonEmpty(flag) ?? nonEmpty(env["DATABASE_URL"]) ?? nonEmpty(env["MATINEE_STORE"]);
  if (chosen !== undefined) return isPostgres(chosen) ? chosen : resolve(cwd, chosen);
  const data = env["XDG_DATA_HOME"];
  const home = nonEmpty(env["HOME"]) ?? homedir();
  const folder = data !== undefined && isAbsolute(data) ? data : join(home, ".local", "share");
  return join(folder, "matinee", "store.sqlite");
}

function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:\/\//u.test(address);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
