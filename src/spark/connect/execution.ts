import { randomUUID } from "node:crypto";
import { ConnectError } from "@connectrpc/connect";
import {
  type ExecutePlanResponse,
  InterruptRequest_InterruptType,
  type Plan,
} from "../proto/spark/connect/base_pb.ts";
import type { Connection } from "./connection.ts";
import { Patience, pause } from "./retry.ts";
import { readServerError } from "./server-error.ts";
import { lostError } from "./spark-error.ts";
import { watched } from "./watched.ts";

/**
 * Runs a plan and yields every response once, in order, whatever happens to the streams they come in: the server
 * runs the operation on its own and numbers the responses, so that a cut stream is taken up after the last one
 * (ReattachExecute in Spark's base.proto). The server itself ends streams after some minutes.
 */
export async function* run(
  connection: Connection,
  step: string,
  plan: Plan,
): AsyncGenerator<ExecutePlanResponse, void> {
  const operation = new Operation(connection, step, plan);
  const patience = new Patience(connection.timing.retry);
  try {
    while (!operation.complete) {
      connection.throwIfAborted(step);
      patience.begin();
      const begun = performance.now();
      try {
        for await (const response of operation.attach()) {
          patience.restore();
          if (response.responseType.case !== "resultComplete") yield response;
        }
        if (!operation.attachedInVain) continue;
        const heldMs = performance.now() - begun;
        if (heldMs < connection.timing.heldMs) await connection.bear(step, EARLY_END, patience);
        else await pause(patience.afterNothing(heldMs), connection.signal);
      } catch (error) {
        const failure = operation.startsAgain(error) ? EARLY_END : error;
        await connection.bear(step, failure, patience);
      }
    }
  } finally {
    if (connection.signal?.aborted === true) await operation.interrupt();
    operation.releaseAll();
  }
}

/** Who ends streams at once without a message is waited for like one that cannot be reached. */
const EARLY_END = new ConnectError("the stream ended early");

/** One plan on the server, under an id that this side has chosen. */
class Operation {
  complete = false;
  /** The last stream had no message. */
  attachedInVain = false;
  readonly #connection: Connection;
  readonly #step: string;
  readonly #plan: Plan;
  readonly #id: string = randomUUID();
  #begun = false;
  #lastResponseId = "";
  #releasedId = "";
  #releasing = false;

  constructor(connection: Connection, step: string, plan: Plan) {
    this.#connection = connection;
    this.#step = step;
    this.#plan = plan;
  }

  /** The responses after the last one, as far as this stream goes. */
  async *attach(): AsyncGenerator<ExecutePlanResponse, void> {
    this.attachedInVain = true;
    const { channel, timing, signal } = this.#connection;
    const stream = watched((abort) => this.#stream(abort), {
      silenceMs: timing.silenceMs,
      signal,
      onSilence: () => channel.drop(),
    });
    for await (const response of stream) {
      this.#connection.observe(this.#step, response.serverSideSessionId);
      this.attachedInVain = false;
      if (response.responseId !== "") this.#lastResponseId = response.responseId;
      if (response.responseType.case === "resultComplete") this.complete = true;
      yield response;
      if (this.complete) return;
      this.#releaseUntilLast();
    }
  }

  #stream(signal: AbortSignal): AsyncIterable<ExecutePlanResponse> {
    const { client } = this.#connection.channel;
    const frame = { ...this.#connection.frame(), operationId: this.#id };
    if (this.#begun) {
      const after = this.#lastResponseId === "" ? {} : { lastResponseId: this.#lastResponseId };
      return client.reattachExecute({ ...frame, ...after }, { signal });
    }
    this.#begun = true;
    const requestOptions = [
      { requestOption: { case: "reattachOptions" as const, value: { reattachable: true } } },
      {
        requestOption: {
          case: "resultChunkingOptions" as const,
          value: { allowArrowBatchChunking: true },
        },
      },
    ];
    return client.executePlan({ ...frame, plan: this.#plan, requestOptions }, { signal });
  }

  /** Whether the plan never reached the server, so that it can be sent again. */
  startsAgain(error: unknown): boolean {
    const { errorClass } = readServerError(ConnectError.from(error));
    if (errorClass === "INVALID_HANDLE.OPERATION_ALREADY_EXISTS") return true; // it did, late: attach to it
    if (errorClass !== "INVALID_HANDLE.OPERATION_NOT_FOUND") return false;
    if (this.#lastResponseId !== "") throw lostError(this.#step, this.#connection.address);
    this.#begun = false;
    return true;
  }

  /** Asks the server to stop; ends in a bounded time, whatever it answers. */
  async interrupt(): Promise<void> {
    if (this.complete || !this.#begun) return;
    const { channel, timing } = this.#connection;
    const request = {
      ...this.#connection.frame(),
      interruptType: InterruptRequest_InterruptType.OPERATION_ID,
      interrupt: { case: "operationId" as const, value: this.#id },
    };
    const signal = AbortSignal.timeout(timing.farewellMs);
    await channel.client.interrupt(request, { signal }).catch(() => {});
  }

  /** Lets the server drop responses that have arrived; one request at a time, for the newest. */
  #releaseUntilLast(): void {
    if (this.#releasing || this.#releasedId === this.#lastResponseId) return;
    this.#releasing = true;
    const responseId = this.#lastResponseId;
    this.#releasedId = responseId;
    void this.#release({ case: "releaseUntil", value: { responseId } }).finally(() => {
      this.#releasing = false;
    });
  }

  /** Lets the server forget the operation; it stops it where it still runs. */
  releaseAll(): void {
    if (this.#begun) void this.#release({ case: "releaseAll", value: {} });
  }

  async #release(
    release:
      | { case: "releaseUntil"; value: { responseId: string } }
      | { case: "releaseAll"; value: object },
  ): Promise<void> {
    const { channel, timing } = this.#connection;
    const request = { ...this.#connection.frame(), operationId: this.#id, release };
    const signal = AbortSignal.timeout(timing.silenceMs);
    // The server lets go by itself after some minutes, so that a failure costs only its memory.
    await channel.client.releaseExecute(request, { signal }).catch(() => {});
  }
}
