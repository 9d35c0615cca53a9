// @ts-check
// npm run build:model: learns the model that the package carries in assets/ from MovieLens latest
// small, by the defaults, in about 15 s on two cores. The same bytes every time.
// npm run build:model -- --check: learns it, compares, changes nothing; says so where the data set is
// not on this machine, for it may not be shipped.
import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { train } from "../dist/index.js";
import { findDataSet, nodeThreads, openDataSet } from "../dist/node.js";

const DATA = "ml-latest-small";
const FILE = fileURLToPath(
  new URL("../assets/movielens-latest-small.safetensors", import.meta.url),
);
const SHOWN = relative(process.cwd(), FILE);
const MOST_BYTES = 3_000_000;
const { values: flags } = parseArgs({ options: { check: { type: "boolean", default: false } } });

process.exitCode = flags.check ? await check() : await build();

async function build() {
  const bytes = await learned();
  await writeFile(FILE, bytes);
  console.log(`${SHOWN}: ${bytes.length} bytes`);
  return 0;
}

async function check() {
  if ((await findDataSet(DATA)) === undefined) {
    console.log(
      `SKIPPED: ${SHOWN} was not compared with what training gives: ${DATA} is not on this machine; ` +
        `"npx matinee data get ${DATA}" fetches it`,
    );
    return 0;
  }
  const [bytes, committed] = await Promise.all([learned(), readFile(FILE)]);
  if (committed.equals(bytes)) {
    console.log(`${SHOWN} is what training gives, byte for byte`);
    return 0;
  }
  const { length } = bytes;
  console.error(
    `${SHOWN} (${committed.length} bytes) is not what training gives (${length} bytes, the first other ` +
      `one at ${bytes.findIndex((byte, at) => byte !== committed[at])}): ` +
      'run "npm run build:model" and commit the file with what changed it',
  );
  return 1;
}

/** @returns {Promise<Uint8Array>} the bytes of the file. */
async function learned() {
  const { dataSet, files } = await openDataSet(DATA);
  await files.close();
  const model = await train(dataSet, {}, { threads: nodeThreads() });
  const bytes = model.toBytes({ precision: "compact" });
  if (bytes.length <= MOST_BYTES) return bytes;
  throw new RangeError(
    `Cannot build the model: it must take at most ${MOST_BYTES} bytes, got ${bytes.length}`,
  );
}
