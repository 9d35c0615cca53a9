import type { FromWorker, ToWorker } from "../messages.ts";
import { answerCalls } from "./answer-calls.ts";
import type { CoreService } from "./answer-calls.ts";
import { eveningCalls } from "./evening-calls.ts";
import { coreOpener } from "./open-core.ts";
import { featureCalls } from "./feature-calls.ts";
import { nightCalls } from "./night-calls.ts";
import { lateCalls } from "./late-calls.ts";
import { searchCalls } from "./search-calls.ts";

// The whole of a worker: the core, its model, and calls of the page.

/** As much of the worker's global as is needed; the page's own types know of windows only. */
interface WorkerScope {
  readonly location: { readonly href: string };
  readonly name: string;
  postMessage(message: FromWorker): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
/** The page's own address, since hashed scripts lie in a folder of their own. */
const base = scope.name;
const opened = coreOpener(base);
const service: CoreService = {
  ...eveningCalls(opened),
  ...searchCalls(opened),
  ...lateCalls(["readFile", "everythingCsv"], async () =>
    (await import("./file-calls.ts")).fileCalls(opened),
  ),
  ...lateCalls(["taste", "telling", "ownAccuracy"], async () =>
    (await import("./taste-calls.ts")).tasteCalls(opened),
  ),
  ...featureCalls(opened),
  ...nightCalls(opened),
  ...lateCalls(["hasMovieLens", "checkMovieLens", "learn"], async () =>
    (await import("./learn-calls.ts")).learnCalls(base),
  ),
};
const take = answerCalls(service, (message) => scope.postMessage(message));
scope.addEventListener("message", ({ data }) => take(data));
