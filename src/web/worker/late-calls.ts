import type { CallName } from "../messages.ts";
import type { CallContext, CoreService } from "./answer-calls.ts";

type Call = (given: never, context: CallContext) => unknown;

/** Calls whose script is loaded at the first of them: not everybody drops a file or watches it learn. */
export function lateCalls<Name extends CallName>(
  names: readonly Name[],
  load: () => Promise<Pick<CoreService, Name>>,
): Pick<CoreService, Name> {
  let loading: Promise<Pick<CoreService, Name>> | undefined;
  const loaded = (): Promise<Pick<CoreService, Name>> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined; // without a network now, perhaps not the next time
      throw error;
    });
    return loading;
  };
  const calls = names.map((name): [Name, Call] => [
    name,
    async (given, context) => ((await loaded())[name] as Call)(given, context),
  ]);
  return Object.fromEntries(calls) as unknown as Pick<CoreService, Name>;
}
