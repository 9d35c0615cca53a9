import { spawn } from "node:child_process";

/** What opens an address, by platform; the address comes last. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/**
 * Asks the desktop to open an address.
 *
 * @throws {Error} where nothing does that.
 */
export async function openInBrowser(
  url: string,
  [program, ...given]: readonly [string, ...string[]] = OPENERS[process.platform] ?? ["xdg-open"],
): Promise<void> {
  const child = spawn(program, [...given, url], { stdio: "ignore", detached: true });
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", resolve);
  });
  child.unref();
}
