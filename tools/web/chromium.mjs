// @ts-check
import { existsSync } from "node:fs";
import process from "node:process";

const PLACES = ["chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);

/** Where Chromium is: `MATINEE_CHROMIUM`, or the usual places; undefined where there is none. */
export function findChromium() {
  const named = process.env["MATINEE_CHROMIUM"] ?? "";
  return named === "" ? PLACES.find((path) => existsSync(path)) : named;
}

/** Nothing but the page's own requests, and none that leave this machine. */
export const CHROMIUM_FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
