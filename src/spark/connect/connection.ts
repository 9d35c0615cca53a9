import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
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
  /** A stream that ends well after so long, without a message, was held by a server that had nothing to say. */
  readonly heldMs: number;
  /** A question about a plan has to be answered in this time, however often it is asked. */
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
  /** In how much time it has to be answered, however often it is asked. */
  readonly limitMs?: number;
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

  /**
   * Asks what is answered by one message, again and again while the way to the server fails. What is not answered in
   * time is given up, and never asked twice at once: the server may still be at the first.
   */
  async ask<T extends { serverSideSessionId: string }>(
    step: string,
    send: (client: SparkClient, options: { signal: AbortSignal }) => Promise<T>,
    options: AskOptions = {},
  ): Promise<T> {
    const { retry = this.timing.retry, limitMs = this.timing.answerMs, whenFailed } = options;
    const patience = new Patience(retry);
    const limit = AbortSignal.timeout(limitMs);
    const signal = this.signal === undefined ? limit : AbortSignal.any([limit, this.signal]);
    let before: ConnectError | undefined;
    for (;;) {
      this.throwIfAborted(step);
      patience.begin();
      try {
        const answer = await send(this.channel.client, { signal });
        this.observe(step, answer.serverSideSessionId);
        return answer;
      } catch (error) {
        this.throwIfAborted(step);
        if (limit.aborted) throw await this.#unanswered(step, limitMs, before);
        before = ConnectError.from(error);
        await whenFailed?.(before);
        await this.bear(step, error, patience);
      }
    }
  }

  /** What failed before tells more than that the time is over. */
  async #unanswered(
    step: string,
    limitMs: number,
    before: ConnectError | undefined,
  ): Promise<SparkError> {
    this.channel.drop(); // the other side may have vanished
    const failure =
      before ??
      new ConnectError(`no answer within ${Math.ceil(limitMs / 1000)} s`, Code.DeadlineExceeded);
    return sparkError(this, step, failure, readServerError(failure));
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
