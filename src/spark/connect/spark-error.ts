import { Code, type ConnectError } from "@connectrpc/connect";
import { SparkError } from "../../core/errors.ts";
import type { FetchErrorDetailsResponse } from "../proto/spark/connect/base_pb.ts";
import { meaningOf } from "./remedies.ts";
import type { ServerError } from "./server-error.ts";
import { usefulLine } from "./server-words.ts";
import { wayError } from "./way-error.ts";

/** Who was asked, and how to ask it for more. */
export interface Asker {
  readonly address: string;
  readonly redact: (text: string) => string;
  /** The whole of an error that the server keeps; undefined where it has none. */
  readonly details: (errorId: string) => Promise<FetchErrorDetailsResponse | undefined>;
}

/** The server is another one than before, or has let go of the session. */
export function lostError(step: string, address: string): SparkError {
  return new SparkError(
    `Cannot ${step}: Spark at ${address} was restarted or dropped the session; what was learned there is gone and nothing was written here, run it again`,
    "lost",
  );
}

/**
 * What a failed call means for whoever asked, in one sentence. The failure itself is not its cause: the headers of
 * the answer, and what the server wrote, may hold what is secret.
 */
export async function sparkError(
  asker: Asker,
  step: string,
  failure: ConnectError,
  told: ServerError,
): Promise<SparkError> {
  const { address, redact } = asker;
  const kept = told.errorId === undefined ? [] : await exceptions(asker, told.errorId);
  const messages = [...kept, told.message].map(redact); // before they are cut, perhaps in a token
  const line = usefulLine(messages);
  const text = [...told.classes, ...messages].join("\n");
  const { code, errorClass } = told;
  const meaning = meaningOf({ code, errorClass, text, line });
  const fromWay = !told.fromServer || code === Code.Unavailable;
  if (fromWay && meaning.fault === "failed") {
    const error = wayError(step, address, failure);
    return new SparkError(redact(error.message), error.fault);
  }
  const finding = meaning.finding ?? `Spark at ${address} says: ${line}`;
  const remedy = meaning.remedy === undefined ? "" : `; ${meaning.remedy}`;
  return new SparkError(redact(`Cannot ${step}: ${finding}${remedy}`), meaning.fault);
}

/** Messages of an exception and its causes, itself first, as the server keeps them. */
async function exceptions({ details }: Asker, errorId: string): Promise<string[]> {
  const kept = await details(errorId);
  const messages: string[] = [];
  let index = kept?.rootErrorIdx;
  while (index !== undefined && messages.length < 10) {
    const error = kept?.errors[index];
    if (error === undefined) break;
    messages.push(error.message);
    index = error.causeIdx;
  }
  return messages;
}
