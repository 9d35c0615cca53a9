import { constants, setPriority } from "node:os";
import process from "node:process";
import { openStore } from "../../store/open-store.ts";
import type { TrainJob, TrainNews, TrainOrder } from "./train-messages.ts";
import { Throttle } from "./throttle.ts";
import { trainStored } from "./train-stored.ts";

// Forked by node-trainer.ts as the whole of a process. SIGTERM ends it at once, since nobody listens to it:
// whatever it has written to the store by then, it has written whole.
if (process.send === undefined) throw new Error("train-process is to be forked");

/** News a second that the server has to write down. */
const REPORT_EVERY_MS = 250;

let onStoreOrder: (() => void) | undefined;

lowerPriority();
process.on("disconnect", dieAtOnce);
process.on("message", (order: TrainOrder) => {
  if (order.kind === "train") void run(order.job);
  else onStoreOrder?.();
});

/** The server is gone, and with it whoever would be told of the model. */
function dieAtOnce(): void {
  process.kill(process.pid, "SIGKILL");
}

/** Requests go first. */
function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // Some systems do not let it; then the process learns at the priority that it has.
  }
}

async function run(job: TrainJob): Promise<void> {
  try {
    const store = await openStore(job.storeAddress);
    try {
      const reports = new Throttle(REPORT_EVERY_MS);
      const offScale = await trainStored(store, job, {
        onProgress: (progress) => {
          if (reports.isDue(progress.stage)) tell({ kind: "progress", ...progress });
        },
        mayStore,
      });
      tell({ kind: "stored", offScale });
    } finally {
      await store.close();
    }
  } catch (error) {
    tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
  process.off("disconnect", dieAtOnce);
  process.disconnect();
}

/** Asks the server, which does not answer where the training was cancelled: it ends this process instead. */
async function mayStore(): Promise<void> {
  await new Promise<void>((resolve) => {
    onStoreOrder = resolve;
    tell({ kind: "learned" });
  });
}

function tell(news: TrainNews): void {
  process.send?.(news);
}
