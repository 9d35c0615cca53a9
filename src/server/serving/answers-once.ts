import type { Answer, AnswerCache } from "../service.ts";
import { answerOf } from "./answers.ts";

/** An answer worked out, and the key of what it was worked out from. */
export interface WorkedOut {
  readonly key: string;
  readonly json: unknown;
}

const COMING = new WeakMap<AnswerCache, Map<string, Promise<Answer>>>();

/**
 * The answer that is kept under a key, else worked out, once for all who ask meanwhile, and kept under the key of
 * what was read for it: that may be newer than what was asked for.
 *
 * @param about - whose answer it is, where it is someone's.
 */
export async function answeredOnce(
  answers: AnswerCache,
  key: string,
  work: () => Promise<WorkedOut>,
  about?: string,
): Promise<Answer> {
  const kept = answers.get(key);
  if (kept !== undefined) return kept;
  const coming = COMING.get(answers) ?? new Map<string, Promise<Answer>>();
  COMING.set(answers, coming);
  const before = coming.get(key);
  if (before !== undefined) return before;
  const { forgets } = answers;
  // What was read before somebody was to be forgotten is not kept afterwards.
  const answer = work().then((found) =>
    answers.forgets === forgets ? answers.set(found.key, found.json, about) : answerOf(found.json),
  );
  coming.set(key, answer);
  try {
    return await answer;
  } finally {
    coming.delete(key);
  }
}
