import type { CallName, Core, FromWorker, ToldFailure, ToWorker } from "../messages.ts";
import { RecommenderError } from "../../index.ts";
import { Refusal } from "./refusal.ts";

/** What a call is given besides its parameters. */
export interface CallContext {
  /** Set when the page has given the call up. */
  readonly signal: AbortSignal;
  tell(news: unknown): void;
}

/** The calls, each with its context last. */
export type CoreService = {
  readonly [Name in CallName]: (
    given: Parameters<Core[Name]>,
    context: CallContext,
  ) => ReturnType<Core[Name]> | Promise<ReturnType<Core[Name]>>;
};

/**
 * Takes one message after the other and answers each call, whatever it throws.
 *
 * @param post - to the page.
 */
export function answerCalls(
  service: CoreService,
  post: (message: FromWorker) => void,
): (message: ToWorker) => void {
  const open = new Map<number, AbortController>();
  const answer = async ({ id, name, given }: ToWorker & { kind: "call" }): Promise<void> => {
    const controller = new AbortController();
    open.set(id, controller);
    const call = service[name] as (given: never, context: CallContext) => unknown;
    try {
      const value = await call(given as never, {
        signal: controller.signal,
        tell: (news) => {
          if (!controller.signal.aborted) post({ kind: "news", id, news });
        },
      });
      post({ kind: "answer", id, answer: value });
    } catch (error) {
      post({ kind: "failure", id, failure: toldFailure(error) });
    } finally {
      open.delete(id);
    }
  };
  return (message) => {
    if (message.kind === "cancel") open.get(message.id)?.abort();
    else void answer(message);
  };
}

function toldFailure(error: unknown): ToldFailure {
  const isTold = error instanceof RecommenderError || error instanceof Refusal;
  const code = isTold ? error.code : "internal";
  return { message: error instanceof Error ? error.message : String(error), code };
}
