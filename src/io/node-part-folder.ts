import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Breath } from "./node-breath.ts";
import { RatingPart, orWriteError } from "./node-rating-parts.ts";
import { dropUnfinished, reserveUnfinished } from "./node-unfinished-files.ts";

/** A temporary folder of ratings beside the file that is made of them. */
export class PartFolder {
  readonly #folder: string;
  readonly #target: string;
  readonly #parts: RatingPart[] = [];

  /** @throws {WriteError} naming `target`. */
  constructor(target: string) {
    this.#target = target;
    this.#folder = reserveUnfinished(target);
    orWriteError(target, () => mkdirSync(this.#folder));
  }

  /** A new part. @throws {WriteError} */
  make(): RatingPart {
    const path = join(this.#folder, String(this.#parts.length));
    const part = new RatingPart(path, this.#target);
    this.#parts.push(part);
    return part;
  }

  /** Closes and removes everything. */
  async drop(): Promise<void> {
    for (const part of this.#parts) part.drop();
    await dropUnfinished(this.#folder);
  }
}

/**
 * Parts of the ratings of one, which is dropped, by the part that each user is in; the same part where
 * there is but one.
 *
 * @throws {WriteError | AbortedError}
 */
export async function splitByUser(
  whole: RatingPart,
  partOfUser: (user: number) => number,
  count: number,
  folder: PartFolder,
  breath: Breath,
): Promise<readonly RatingPart[]> {
  if (count === 1) return [whole];
  const parts = Array.from({ length: count }, () => folder.make());
  for (const { users, movies, levels } of whole.read()) {
    for (let n = 0; n < users.length; n++) {
      parts[partOfUser(users[n]!)]!.push(users[n]!, movies[n]!, levels[n]!);
    }
    await breath.take("sharing out", whole.done, whole.length);
  }
  whole.drop();
  return parts;
}
