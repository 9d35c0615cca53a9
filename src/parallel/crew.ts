import type { News, Order } from "./messages.ts";
import { startThreads } from "./start-threads.ts";
import type { Thread, Threads } from "./threads.ts";
import { asError } from "./told-error.ts";

/** Threads that work on the same thing, and each answer one order at a time. */
export class Crew {
  readonly #threads: readonly Thread[];
  #onNews: (member: number, news: News) => void = () => undefined;
  #onFailure: (error: Error) => void = () => undefined;
  /** A thread may fail while nobody waits for it. */
  #failure: Error | undefined;

  /**
   * @param count - of threads, at most what `threads` may run at once.
   * @throws what starting one throws; none is left then.
   */
  constructor(threads: Threads, count: number) {
    this.#threads = startThreads(threads, count, (member) => ({
      onMessage: (news) => this.#onNews(member, news as News),
      onFailure: (error) => this.#fail(error),
    }));
  }

  get size(): number {
    return this.#threads.length;
  }

  /** Sends everyone an order that nobody answers. */
  tell(orderOf: (member: number) => Order): void {
    for (const [member, thread] of this.#threads.entries()) thread.post(orderOf(member));
  }

  /**
   * Sends everyone an order.
   *
   * @returns the answers, by member.
   * @throws {Error} if one of them fails; the others may still be at work.
   */
  async ask(orderOf: (member: number) => Order): Promise<readonly News[]> {
    return await new Promise((resolve, reject) => {
      const answers: News[] = [];
      let waiting = this.size;
      this.#onFailure = reject;
      this.#onNews = (member, news) => {
        if (news.kind === "failed") {
          this.#fail(asError(news));
          return;
        }
        answers[member] = news;
        if (--waiting === 0) resolve(answers);
      };
      if (this.#failure === undefined) this.tell(orderOf);
      else reject(this.#failure);
    });
  }

  dismiss(): void {
    for (const thread of this.#threads) thread.stop();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#onFailure(error);
  }
}
