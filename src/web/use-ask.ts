import { useEffect, useState } from "preact/hooks";
import type { CoreClient } from "./core-client.ts";
import type { CallName, Core } from "./messages.ts";

/** Where a question stands. While a new answer is awaited the last one stays. */
export interface Asked<Answer> {
  readonly answer: Answer | undefined;
  readonly isBusy: boolean;
  /** For people. */
  readonly failure: string | undefined;
}

/**
 * Asks the worker whenever what is given changes; a question that is overtaken is given up.
 *
 * @param given - undefined: nothing is asked yet. Compared item by item.
 * @param again - asked anew when this changes.
 */
export function useAsk<Name extends CallName>(
  client: CoreClient,
  name: Name,
  given: Parameters<Core[Name]> | undefined,
  again?: unknown,
): Asked<ReturnType<Core[Name]>> {
  const [asked, setAsked] = useState<Asked<ReturnType<Core[Name]>>>({
    answer: undefined,
    isBusy: given !== undefined,
    failure: undefined,
  });
  useEffect(() => {
    if (given === undefined) return undefined;
    const controller = new AbortController();
    setAsked(({ answer }) => ({ answer, isBusy: true, failure: undefined }));
    client.ask(name, given, { signal: controller.signal }).then(
      (answer) => setAsked({ answer, isBusy: false, failure: undefined }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        const failure = error instanceof Error ? error.message : String(error);
        setAsked(({ answer }) => ({ answer, isBusy: false, failure }));
      },
    );
    return () => controller.abort();
  }, [client, name, again, given === undefined, ...(given ?? [])]);
  return asked;
}
