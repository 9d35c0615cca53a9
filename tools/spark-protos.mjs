// @ts-check
// npm run spark:protos [-- --check]: generates src/spark/proto from the proto files in Spark's own jar. buf and its
// plug-in are had for this run only: 133 MB, that nobody else needs. With --check, compares instead.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { SPARK_VERSION, jarOfConnect, sparkHome } from "./spark/environment.mjs";
import { generated } from "./spark/generated-code.mjs";
import { protosOf } from "./spark/jar.mjs";
import { differences, replaceFiles } from "./spark/same-files.mjs";

const TARGET = "src/spark/proto/spark/connect";
const ROOT = path.join(import.meta.dirname, "..");
const HEADER = `// Generated from Apache Spark ${SPARK_VERSION}'s proto files (Apache-2.0) by npm run spark:protos; do not edit\n`;

const folder = mkdtempSync(path.join(tmpdir(), "matinee-protos-"));
try {
  const protos = await protosOf(readFileSync(jarOfConnect(sparkHome(console.error))));
  const files = new Map(
    [...generated(protos, folder)].map(([name, text]) => [name, HEADER + text]),
  );
  if (process.argv.includes("--check")) check(files);
  else replaceFiles(path.join(ROOT, TARGET), files);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {ReadonlyMap<string, string>} files */
function check(files) {
  const found = differences(path.join(ROOT, TARGET), files);
  for (const difference of found) console.error(`${TARGET}/${difference}`);
  if (found.length === 0) return;
  console.error('It differs from what Spark\'s proto files make: run "npm run spark:protos"');
  process.exitCode = 1;
}
