import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { BulkResult } from "../../contract/ratings-routes.ts";
import {
  MOST_BULK_BYTES,
  MOST_FAULTS_TOLD,
  MOST_LINE_BYTES,
  postRatings,
} from "../../contract/ratings-routes.ts";
import { bodyChunks } from "../http/read-body.ts";
import type { Service, ServiceEnv } from "../service.ts";
import { FULL_TEXT } from "../serving/too-many-ratings.ts";
import { cutOff } from "./cut-off.ts";
import type { BodyLine } from "./line-splitter.ts";
import { LineSplitter } from "./line-splitter.ts";
import { RatingBatches } from "./rating-batches.ts";
import type { LineFault, LineRules } from "./read-rating-line.ts";
import { readRatingLine } from "./read-rating-line.ts";

/** Many ratings, a line each. */
export function mountPostRatings(api: OpenAPIHono<ServiceEnv>, service: Service): void {
  api.openapi(postRatings, async (context) => {
    const pieces = bodyChunks(context.req.raw, { mostBytes: MOST_BULK_BYTES });
    return context.json(await storeLines(pieces, service), 200);
  });
}

/**
 * Stores the ratings of a body as it comes, holding a batch of them.
 *
 * @throws {ProblemError} telling how many are stored, if the body or the store breaks off.
 */
export async function storeLines(
  pieces: AsyncIterable<Uint8Array>,
  { store, models, now }: Pick<Service, "store" | "models" | "now">,
): Promise<z.infer<typeof BulkResult>> {
  const rules: LineRules = { scale: models.current.model.scale, now: now() };
  const lines = new LineSplitter(MOST_LINE_BYTES);
  const faults = new Faults();
  const batches = new RatingBatches(store, (line) =>
    faults.add({ line, code: "too-many-ratings", message: FULL_TEXT }),
  );
  const take = async (some: readonly BodyLine[]): Promise<void> => {
    for (const line of some) {
      const read = readRatingLine(line, rules);
      if ("code" in read) faults.add(read);
      else await batches.add(read, line.number);
    }
  };
  try {
    for await (const piece of pieces) await take(lines.push(piece));
    await take(lines.end());
    await batches.flush();
  } catch (error) {
    throw cutOff(error, batches.stored);
  }
  return { accepted: batches.stored, ...faults.told() };
}

/** The first are told, all counted. */
class Faults {
  readonly #errors: LineFault[] = [];
  #count = 0;

  add(fault: LineFault): void {
    this.#count++;
    if (this.#errors.length < MOST_FAULTS_TOLD) this.#errors.push(fault);
  }

  told(): Omit<z.infer<typeof BulkResult>, "accepted"> {
    const errors = this.#errors.toSorted((a, b) => a.line - b.line);
    return { rejected: this.#count, errors, errorsLeftOut: this.#count - errors.length };
  }
}
