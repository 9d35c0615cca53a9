import type { Answer, AnswerCache } from "../service.ts";

/** An answer worked out, and the key of what it was worked out from. */
export interface WorkedOut {
  readonly key: string;
  readonly json: unknown;
}

const COMING = new WeakMap<AnswerCache, Map<string, Promise<Answer>>>();

/**
 * The answer that is kept under a key, else worked out, once for all who ask meanwhile, and kept under the key of
 * what was read for it: that may be newer than what was asked for.
 */
export async function answeredOnce(
  answers: AnswerCache,
  key: string,
  work: () => Promise<WorkedOut>,
): Promise<Answer> {
  const kept = answers.get(key);
  if (kept !== undefined) return kept;
  const coming = COMING.get(answers) ?? new Map<string, Promise<Answer>>();
  COMING.set(answers, coming);
  const before = coming.get(key);
  if (before !== undefined) return before;
  const answer = work().then((found) => answers.set(found.key, found.json));
  coming.set(key, answer);
  try {
    return await answer;
  } finally {
    coming.delete(key);
  }
}
