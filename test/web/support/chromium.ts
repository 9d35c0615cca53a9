import { findChromium } from "../../../tools/web/chromium.mjs";
import { installDebianPackage } from "../../support/debian-package.ts";

export { CHROMIUM_FLAGS } from "../../../tools/web/chromium.mjs";

/** The browser that the tests drive; on Debian, for root, it is installed where it is missing. */
export const CHROMIUM: string | undefined = findChromium() ?? installed();

/** Goes into the name of a suite that is skipped where there is none. */
export const WHY_SKIPPED: string =
  CHROMIUM === undefined
    ? " (skipped: Chromium is not here; install it, or name it in MATINEE_CHROMIUM)"
    : "";

function installed(): string | undefined {
  installDebianPackage("chromium");
  return findChromium();
}
