import type { Answer, ServedModel, Service } from "../service.ts";
import type { WorkedOut } from "./answers-once.ts";
import { answeredOnce } from "./answers-once.ts";
import { personUnknown } from "./known.ts";
import type { PersonTaste } from "./tastes.ts";
import { tastesOf } from "./tastes.ts";

/** A question about someone of whom something is stored. */
export interface PersonQuestion {
  readonly personId: string;
  readonly route: string;
  /** All that the answer depends on besides the person and the model. */
  readonly query: unknown;
  /** What else someone of whom nothing is stored may do. */
  readonly remedy?: string;
  /** @returns the answer and the revision of the person that it was read from. */
  answer(served: ServedModel, revision: string): Promise<PersonAnswer>;
}

export interface PersonAnswer {
  readonly revision: string;
  readonly json: unknown;
}

/**
 * Answers it as of the last write about the person. What is kept counts for one revision of the person and one
 * version of the model, so a rating counts at once.
 *
 * @throws {ProblemError} `person-unknown`.
 */
export async function answerOfPerson(
  { models, store, answers }: Service,
  { personId, route, query, remedy, answer }: PersonQuestion,
): Promise<Answer> {
  const served = models.current;
  const asked = await store.revisionOf(personId);
  if (asked === undefined) throw personUnknown(personId, remedy);
  const keyOf = (revision: string): string =>
    JSON.stringify([served.version, personId, revision, route, query]);
  const work = async (): Promise<WorkedOut> => {
    const { revision, json } = await answer(served, asked);
    return { key: keyOf(revision), json };
  };
  return answeredOnce(answers, keyOf(asked), work, personId);
}

/** A question that someone's taste answers. */
export interface TasteQuestion extends Omit<PersonQuestion, "answer"> {
  /** What has to be found before, if anything: it gives way to others, which `answer` does not. */
  ready?(served: ServedModel): Promise<void>;
  answer(served: ServedModel, own: PersonTaste): object | Promise<object>;
}

/**
 * Answers it, and tells what the answer rests on.
 *
 * @throws {ProblemError} `person-unknown`.
 */
export async function answerOfTaste(service: Service, question: TasteQuestion): Promise<Answer> {
  const { personId } = question;
  return answerOfPerson(service, {
    ...question,
    async answer(served, asked) {
      await question.ready?.(served);
      const own = await tastesOf(service.store).of(served, personId, asked);
      const json = { ...(await question.answer(served, own)), ...basisOf(served, own) };
      return { revision: own.revision, json };
    },
  });
}

/** What every answer about a taste tells of how it came about. */
export function basisOf(
  { version }: ServedModel,
  { taste, unknown }: Pick<PersonTaste, "taste" | "unknown">,
): { model: string; ratings: number; unknown: number } {
  return { model: version, ratings: taste.ratings.length, unknown };
}
