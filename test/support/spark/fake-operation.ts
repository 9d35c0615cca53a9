import { setImmediate as turn } from "node:timers/promises";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ExecutePlanResponseSchema } from "../../../src/spark/proto/spark/connect/base_pb.ts";
import type { FakeFailure, FakeResponse } from "./responses.ts";

type ResponseType = NonNullable<MessageInitShape<typeof ExecutePlanResponseSchema>["responseType"]>;

/** A response as it is kept until it is released. */
export interface KeptResponse {
  readonly id: string;
  readonly responseType: ResponseType;
}

/** An operation that runs on its own and keeps its numbered responses, attached to or not. */
export class FakeOperation {
  /** From the first that is kept. */
  kept: KeptResponse[] = [];
  failure: FakeFailure | undefined;
  interrupted = false;
  /** Whose stream gets the responses: the last one that was attached. */
  reader: object | undefined;
  #ended = false;
  #count = 0;
  #rows = 0;
  #wake: (() => void)[] = [];
  #stop: () => void = () => {};
  readonly #stopped: Promise<void>;

  constructor(answer: Iterable<FakeResponse> | AsyncIterable<FakeResponse>) {
    this.#stopped = new Promise((resolve) => {
      this.#stop = resolve;
    });
    void this.#produce(answer);
  }

  /** Stops it, as Interrupt does. */
  interrupt(): void {
    if (this.#ended) return;
    this.interrupted = true;
    this.#stop();
    this.#end({ message: "[OPERATION_CANCELED] Operation has been canceled. SQLSTATE: HY008" });
  }

  /** Where reading begins after a response; undefined where it is not known, or released. */
  positionAfter(responseId: string): number | undefined {
    const number = Number(responseId.replace("response-", ""));
    const first = this.#count - this.kept.length;
    return number >= first && number <= this.#count ? number : undefined;
  }

  /** Drops the responses up to that one. */
  releaseUntil(responseId: string): void {
    const position = this.positionAfter(responseId);
    if (position !== undefined) this.kept.splice(0, position - (this.#count - this.kept.length));
  }

  /** The response at a position, as soon as it is there; undefined after the last. */
  async at(position: number, gone: AbortSignal): Promise<KeptResponse | undefined> {
    while (position >= this.#count && !this.#ended && !gone.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve);
        gone.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    return this.kept[position - (this.#count - this.kept.length)];
  }

  async #produce(answer: Iterable<FakeResponse> | AsyncIterable<FakeResponse>): Promise<void> {
    try {
      await turn(); // the request is answered first
      for await (const response of answer) {
        if (response.kind === "failure") return this.#end(response.failure);
        if (response.kind === "wait") await Promise.race([response.until, this.#stopped]);
        else if (!this.#ended) this.#keep(this.#typeOf(response));
        if (this.#ended) return;
      }
      this.#keep({ case: "resultComplete", value: {} });
      this.#end();
    } catch (error) {
      this.#end({ message: `the fake failed: ${String(error)}` });
    }
  }

  #keep(responseType: ResponseType): void {
    this.#count += 1;
    this.kept.push({ id: `response-${this.#count}`, responseType });
    this.#wakeAll();
  }

  #end(failure?: FakeFailure): void {
    this.#ended = true;
    this.failure = failure;
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const resolve of this.#wake.splice(0)) resolve();
  }

  #typeOf(response: Exclude<FakeResponse, { kind: "failure" | "wait" }>): ResponseType {
    if (response.kind === "progress") {
      const numTasks = BigInt(response.tasks);
      const numCompletedTasks = BigInt(response.done);
      const stage = { numTasks, numCompletedTasks, done: response.done === response.tasks };
      return { case: "executionProgress", value: { stages: [stage], numInflightTasks: 1n } };
    }
    if (response.kind === "kept") {
      const relation = { relationId: response.id };
      return { case: "checkpointCommandResult", value: { relation } };
    }
    if (response.kind === "model") {
      const type = { case: "objRef" as const, value: { id: response.id } };
      const resultType = { case: "operatorInfo" as const, value: { type } };
      return { case: "mlCommandResult", value: { resultType } };
    }
    const startOffset = BigInt(this.#rows);
    this.#rows += response.rowCount;
    const rowCount = BigInt(response.rowCount);
    return { case: "arrowBatch", value: { data: response.ipc, rowCount, startOffset } };
  }
}
