import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { kindAt } from "../io/node-kind-at.ts";
import { checkAddress, isServerAddress } from "../store/address.ts";
import type { CliIo } from "./terminal/screen.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Which store is meant: `--store`, else `DATABASE_URL`, else `MATINEE_STORE`, else `matinee/store.sqlite` in
 * `XDG_DATA_HOME` or `~/.local/share`. Paths are relative to `cwd`; variables that are empty are not set.
 *
 * @throws {UsageError} for an empty `--store`.
 * @throws {StoreError} for an address of another kind.
 */
export function storeAddress(
  flag: string | undefined,
  { env, cwd }: Pick<CliIo, "env" | "cwd">,
): string {
  if (flag === "")
    throw new UsageError(
      "Cannot open the store: --store must not be empty; name a file, or postgres://…",
    );
  const given = flag ?? set(env["DATABASE_URL"]) ?? set(env["MATINEE_STORE"]);
  if (given !== undefined) {
    checkAddress(given);
    return isServerAddress(given) ? given : resolve(cwd, given);
  }
  const chosen = env["XDG_DATA_HOME"];
  // Its specification wants relative ones ignored.
  const folder =
    chosen !== undefined && isAbsolute(chosen)
      ? chosen
      : join(set(env["HOME"]) ?? homedir(), ".local", "share");
  return join(folder, "matinee", "store.sqlite");
}

/** What a command that is named in a message needs to mean the same store; empty where that is not told by a flag. */
export function storeHint(flag: string | undefined): string {
  if (flag === undefined) return "";
  // A password is not for terminals and logs.
  const shown = isServerAddress(flag) ? flag.replace(/\/\/[^@/]*@/u, "//…@") : flag;
  return ` --store ${/^[\w./:@%+=,…-]+$/u.test(shown) ? shown : JSON.stringify(shown)}`;
}

/** Is there a store at this address, as far as can be told without opening it? A server has to be asked. */
export async function isThere(address: string): Promise<boolean> {
  return isServerAddress(address) || (await kindAt(address)) !== undefined;
}

function set(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
