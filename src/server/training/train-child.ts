import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import type { TrainJob, TrainNews, TrainOrder } from "./train-messages.ts";

/** How long a process that was asked to end may go on. */
const GRACE_MS = 2000;

/** Of what it says when it breaks, so much is kept. */
const STDERR_CHARACTERS = 4000;

/** A process that learns. */
export class TrainChild {
  /** Fulfilled when it is gone and all its news were told: with why, where it did not end by itself. */
  readonly ended: Promise<string | undefined>;
  readonly #child: ChildProcess;
  #stderr = "";

  constructor(module: URL, job: TrainJob, onNews: (news: TrainNews) => void) {
    this.#child = fork(module, [], {
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_CHARACTERS);
    });
    this.#child.on("message", (news) => onNews(news as TrainNews));
    this.ended = new Promise((resolve) => {
      this.#child.on("error", (error) => resolve(`it could not be started: ${error.message}`));
      // "close" comes after the last message, which "exit" may not.
      this.#child.on("close", (code, signal) => resolve(this.#reason(code, signal)));
    });
    this.#send({ kind: "train", job });
  }

  /** Lets it store the model that it has learned. */
  letStore(): void {
    this.#send({ kind: "store" });
  }

  /** Ends it; in the worst case without asking. */
  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), GRACE_MS);
    await this.ended;
    clearTimeout(timer);
  }

  #send(order: TrainOrder): void {
    this.#child.send(order, () => undefined); // one that is gone ends as such
  }

  #reason(code: number | null, signal: NodeJS.Signals | null): string | undefined {
    if (code === 0) return undefined;
    if (/heap out of memory|allocation failed/iu.test(this.#stderr)) return "it ran out of memory";
    if (signal !== null) return `it was ended by ${signal}`;
    const message = /^\w*Error\b.*$/mu.exec(this.#stderr)?.[0];
    return `it ended with status ${code}${message === undefined ? "" : `: ${message}`}`;
  }
}
