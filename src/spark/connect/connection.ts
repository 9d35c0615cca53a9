import { create } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { AbortedError, SparkError } from "../../core/errors.ts";
import {
  type FetchErrorDetailsResponse,
  type UserContext,
  UserContextSchema,
} from "../proto/spark/connect/base_pb.ts";
import type { Channel, SparkClient } from "./channel.ts";
import { isTransient } from "./transient.ts";
import { Patience, pause, type RetryPolicy } from "./retry.ts";
import { sparkError, lostError } from "./spark-error.ts";
import { readServerError } from "./server-error.ts";
import type { ServerProgress } from "./session.ts";

/** How long is waited for what; in milliseconds. */
export interface Timing {
  /** Failures that may pass are borne as this says. */
  readonly retry: RetryPolicy;
  /** A stream without a message for so long is taken for dead. */
  readonly silenceMs: number;
  /** A question that is answered at once has to be answered in this time. */
  readonly answerMs: number;
  /** For telling the server to stop, or goodbye. */
  readonly farewellMs: number;
}

/** Fields that every request carries. */
export interface RequestFrame {
  readonly sessionId: string;
  readonly userContext: UserContext;
  readonly clientType: string;
  readonly clientObservedServerSideSessionId?: string;
}

/** Who asks. */
export interface Identity {
  readonly sessionId: string;
  readonly userId: string;
  readonly clientType: string;
}

/** What differs from one question to another. */
export interface AskOptions {
  readonly retry?: RetryPolicy;
  /** Looks at a failure before it is borne; may throw a better one. */
  readonly whenFailed?: (failure: ConnectError) => Promise<void>;
}

/** A session as the wire sees it: who asks, over which channel, how patiently. */
export class Connection {
  readonly channel: Channel;
  readonly address: string;
  readonly timing: Timing;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: ServerProgress) => void) | undefined;
  /** Takes what is secret out of a text. */
  readonly redact: (text: string) => string;
  readonly #identity: Identity;
  #serverSideId = "";

  constructor(
    channel: Channel,
    identity: Identity,
    rest: Pick<Connection, "address" | "timing" | "signal" | "onProgress" | "redact">,
  ) {
    this.channel = channel;
    this.#identity = identity;
    this.address = rest.address;
    this.timing = rest.timing;
    this.signal = rest.signal;
    this.onProgress = rest.onProgress;
    this.redact = rest.redact;
  }

  /** What every request begins with. */
  frame(): RequestFrame {
    const { sessionId, userId, clientType } = this.#identity;
    const userContext = create(UserContextSchema, { userId, userName: userId });
    const observed = this.#serverSideId;
    const frame = { sessionId, userContext, clientType };
    return observed === "" ? frame : { ...frame, clientObservedServerSideSessionId: observed };
  }

  /** Remembers which session of the server's answers; another one than before means that it was restarted. */
  observe(step: string, serverSideId: string): void {
    if (serverSideId === "") return;
    if (this.#serverSideId === "") this.#serverSideId = serverSideId;
    if (this.#serverSideId !== serverSideId) throw lostError(step, this.address);
  }

  /** Asks what is answered at once, again and again while the way to the server fails. */
  async ask<T extends { serverSideSessionId: string }>(
    step: string,
    send: (client: SparkClient, options: { signal: AbortSignal }) => Promise<T>,
    { retry = this.timing.retry, whenFailed }: AskOptions = {},
  ): Promise<T> {
    const patience = new Patience(retry);
    for (;;) {
      this.throwIfAborted(step);
      const limit = AbortSignal.timeout(Math.min(this.timing.answerMs, retry.totalMs));
      const signal = this.signal === undefined ? limit : AbortSignal.any([limit, this.signal]);
      try {
        const answer = await send(this.channel.client, { signal });
        this.observe(step, answer.serverSideSessionId);
        return answer;
      } catch (error) {
        this.throwIfAborted(step);
        if (limit.aborted) this.channel.drop(); // the other side may have vanished
        await whenFailed?.(ConnectError.from(error));
        await this.bear(step, error, patience);
      }
    }
  }

  /** Waits after a failure that may pass; throws what is final, in words. */
  async bear(step: string, error: unknown, patience: Patience): Promise<void> {
    this.throwIfAborted(step);
    if (error instanceof SparkError) throw error;
    const failure = ConnectError.from(error);
    const told = readServerError(failure);
    const waitMs = isTransient(failure, told)
      ? patience.afterFailure(told.retryAfterMs)
      : undefined;
    if (waitMs === undefined) throw await sparkError(this, step, failure, told);
    await pause(waitMs, this.signal);
  }

  /** Throws when the signal is set. */
  throwIfAborted(step: string): void {
    if (this.signal?.aborted === true) throw new AbortedError(`Cannot ${step}`);
  }

  /** The whole of an error, as the server keeps it for a while. */
  readonly details = async (errorId: string): Promise<FetchErrorDetailsResponse | undefined> => {
    const signal = AbortSignal.timeout(this.timing.farewellMs);
    const request = { ...this.frame(), errorId };
    return this.channel.client.fetchErrorDetails(request, { signal }).catch(() => undefined);
  };
}
