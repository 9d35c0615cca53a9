// @ts-check
import { join } from "node:path";
import { runnerImport } from "vite";
import { exchange, headWith, serverFault, statusesOf } from "./attack.mjs";

/** @typedef {import("./attack.mjs").Attack} Attack */

const MADE = join(import.meta.dirname, "../../../test/support/exports/zip-attacks.ts");
const WITHIN_MS = 60_000;
const MOST_MS = 10_000;

/** Archives that unpack to more than anyone has, and others that are not what they say. @returns {Promise<Attack[]>} */
export async function archives() {
  const { module } = await runnerImport(MADE);
  /** @type {import("../../../test/support/exports/zip-attacks.ts").ZipAttack[]} */
  const attacks = module.ZIP_ATTACKS;
  return attacks.map(({ name, make }) => ({
    name: `archive: ${name}`,
    run: async (target) => {
      const bytes = new Uint8Array(await (await make()).arrayBuffer());
      const line = "POST /v1/imports?personId=archive";
      const head = `content-type: application/zip\r\ncontent-length: ${bytes.length}\r\n\r\n`;
      const pieces = [headWith(target, line) + head, bytes];
      const { answers, ms } = await exchange(target, pieces, { withinMs: WITHIN_MS });
      const told = `${statusesOf(answers)} in ${(ms / 1000).toFixed(1)} s`;
      const status = answers[0]?.status ?? 0;
      const fault = [413, 422].includes(status) ? undefined : "expected 422 or 413";
      return {
        told,
        fault: serverFault(answers) ?? fault ?? (ms > MOST_MS ? "took too long" : undefined),
      };
    },
  }));
}
