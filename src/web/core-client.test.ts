import { describe, expect, test, vi } from "vitest";
import type { WorkerPort } from "./core-client.ts";
import { coreClient, CoreFailure } from "./core-client.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { CoreService } from "./worker/answer-calls.ts";
import { answerCalls } from "./worker/answer-calls.ts";
import { DataError } from "../core/errors.ts";

/** A client and calls joined without a worker; `send` lets a test answer by hand. */
function joined(service: Partial<CoreService> = {}) {
  const target = new EventTarget();
  const sent: ToWorker[] = [];
  const send = (data: FromWorker): void => {
    target.dispatchEvent(new MessageEvent("message", { data }));
  };
  const take = answerCalls(service as CoreService, send);
  const port = {
    postMessage: (message: ToWorker) => {
      sent.push(message);
      take(structuredClone(message));
    },
    addEventListener: target.addEventListener.bind(target),
  } as WorkerPort;
  return { client: coreClient(port), sent, target };
}

describe("a call to the worker", () => {
  test("is answered with what the service returns", async () => {
    const { client } = joined({ hasMovieLens: () => true });
    await expect(client.ask("hasMovieLens", [])).resolves.toBe(true);
  });

  test("is rejected with message and code of what the service throws", async () => {
    const { client } = joined({
      hasMovieLens: () => {
        throw new DataError("Cannot look: the shelf is empty");
      },
    });
    const failure = await client.ask("hasMovieLens", []).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CoreFailure);
    expect(failure).toMatchObject({ message: "Cannot look: the shelf is empty", code: "E_DATA" });
  });

  test("hears news in order, before the answer", async () => {
    const { client } = joined({
      hasMovieLens: (_, { tell }) => {
        tell(1);
        tell(2);
        return false;
      },
    });
    const heard: unknown[] = [];
    await client.ask("hasMovieLens", [], { onNews: (news) => heard.push(news) });
    expect(heard).toEqual([1, 2]);
  });

  test("that is given up is rejected at once, and the service is told", async () => {
    const aborted = vi.fn<() => void>();
    const { client, sent } = joined({
      hasMovieLens: (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener("abort", aborted);
        }),
    });
    const controller = new AbortController();
    const asked = client.ask("hasMovieLens", [], { signal: controller.signal });
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
    expect(aborted).toHaveBeenCalledOnce();
    expect(sent.at(-1)).toEqual({ kind: "cancel", id: 1 });
  });

  test("that waits when the worker breaks is rejected with what to do", async () => {
    const { client, target } = joined({ hasMovieLens: () => new Promise(() => undefined) });
    const asked = client.ask("hasMovieLens", []);
    target.dispatchEvent(Object.assign(new Event("error"), { message: "out of memory" }));
    await expect(asked).rejects.toThrow(/out of memory\. Reload the page; your ratings are kept/u);
  });
});
