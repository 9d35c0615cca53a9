import type { Answer, ServedModel, Service } from "../service.ts";
import { answeredOnce } from "./answers-once.ts";

/** A question that the model alone answers. */
export interface ModelQuestion {
  readonly route: string;
  /** All that the answer depends on besides the model. */
  readonly query: unknown;
  answer(served: ServedModel): Promise<unknown> | unknown;
}

/** Answers it by the model that is served now; kept for as long as there is space. */
export async function answerOfModel(
  { models, answers }: Service,
  { route, query, answer }: ModelQuestion,
): Promise<Answer> {
  const served = models.current;
  const key = JSON.stringify([served.version, route, query]);
  return answeredOnce(answers, key, async () => ({ key, json: await answer(served) }));
}
