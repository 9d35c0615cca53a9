// @ts-check
// What learning from packs costs: made-up ratings of several sizes are packed, and streamed by gradient descent
// and weighted factorisation, each in a process of its own. Prints the tables of docs/scale.md.
//
//   npm run scale                               1 M, 10 M and 100 M ratings: half an hour, 3 GB of disk
//   npm run scale -- --sizes 1M,10M --rounds 3
//   npm run scale -- --sizes 1G/8 --epochs 2    an eighth of the users of a billion ratings
//
// Also: --threads 1,2 --epochs 4 --sweeps 2 --folder DIR (of packs, which stay there) --json
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { growthText, tableText } from "./scale/report.mjs";
import { measured, sizeOf } from "./scale/measured.mjs";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1M,10M,100M" },
    threads: { type: "string", default: "1" },
    epochs: { type: "string", default: "4" },
    sweeps: { type: "string", default: "2" },
    rounds: { type: "string", default: "1" },
    factors: { type: "string", default: "32" },
    folder: { type: "string" },
    json: { type: "boolean", default: false },
  },
});

const folder = values.folder ?? mkdtempSync(path.join(tmpdir(), "matinee-scale-"));
mkdirSync(folder, { recursive: true });
try {
  const rows = values.sizes.split(",").flatMap((name) => rowsOf(name));
  if (values.json) console.log(JSON.stringify(rows, null, 2));
  else console.log([tableText(rows), ...growthText(rows)].join("\n"));
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}

/** @param {string} name @returns {import("./scale/measured.mjs").Row[]} */
function rowsOf(name) {
  const size = sizeOf(name);
  const file = path.join(folder, `${name.replace("/", "-of-")}.pack`);
  const rows = [];
  if (!existsSync(file)) rows.push(measured(name, "write", { file, ...size }));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const threads of values.threads.split(",").map(Number)) {
      const asked = { file, ...size, threads, factors: Number(values.factors) };
      rows.push(measured(name, "descend", { ...asked, passes: Number(values.epochs) }));
      rows.push(measured(name, "als", { ...asked, passes: Number(values.sweeps) }));
    }
  }
  if (values.folder === undefined) rmSync(file);
  return rows;
}
