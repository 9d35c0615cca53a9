import { readFileSync } from "node:fs";
import { Model } from "../../src/index.ts";
import type { OpenCore } from "../../src/web/worker/open-core.ts";
import { makeCore } from "../../src/web/worker/open-core.ts";

/** What the page's worker works with, of the model that comes with the package. */
export function embeddedCore(): OpenCore {
  const file = new URL("../../assets/movielens-latest-small.safetensors", import.meta.url);
  return makeCore(Model.fromBytes(readFileSync(file)));
}
