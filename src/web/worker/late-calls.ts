import type { CallName } from "../messages.ts";
import type { CallContext, CoreService } from "./answer-calls.ts";

/**
 * Calls whose code is loaded when one of them is first asked: most evenings need no file to be read and
 * nothing to be learned. A load that failed is tried again.
 */
export function lateCalls<Name extends CallName>(
  names: readonly Name[],
  load: () => Promise<Pick<CoreService, Name>>,
): Pick<CoreService, Name> {
  let loading: Promise<Pick<CoreService, Name>> | undefined;
  const loaded = (): Promise<Pick<CoreService, Name>> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const calls = names.map((name) => [
    name,
    async (given: never, context: CallContext) => {
      const call = (await loaded())[name] as (given: never, context: CallContext) => unknown;
      return call(given, context);
    },
  ]);
  return Object.fromEntries(calls) as Pick<CoreService, Name>;
}
