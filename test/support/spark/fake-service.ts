import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  type ConnectRouter,
  type ContextKey,
  type HandlerContext,
} from "@connectrpc/connect";
import {
  type AnalyzePlanRequest,
  type AnalyzePlanResponseSchema,
  type ExecutePlanRequest,
  type ExecutePlanResponseSchema,
  type FetchErrorDetailsRequest,
  type ReattachExecuteRequest,
  type ReleaseExecuteRequest,
  SparkConnectService,
} from "../../../src/spark/proto/spark/connect/base_pb.ts";
import { type Asked, askedBy, tableOf } from "./asked.ts";
import { FakeOperation } from "./fake-operation.ts";
import type { FakeSparkOptions, StreamFault } from "./fake-spark.ts";
import { type FakeFailure, kept } from "./responses.ts";
import { schemaOf } from "./schema-of.ts";
import { sparkFailure } from "./spark-failure.ts";

/** The HTTP/2 stream of a request. */
export interface RawStream {
  close(code: number): void;
}

interface Session {
  readonly serverSideId: string;
  readonly operations: Map<string, FakeOperation>;
  readonly errors: Map<string, FakeFailure>;
}

interface Request {
  readonly sessionId: string;
  readonly clientObservedServerSideSessionId?: string | undefined;
}

type Executed = AsyncGenerator<MessageInitShape<typeof ExecutePlanResponseSchema>, void>;

/** Spark's service with sessions, and operations that are reattached to. */
export class FakeService {
  readonly faults: StreamFault[] = [];
  readonly muted = new Set<string>();
  readonly calls: string[] = [];
  readonly asked: Asked[] = [];
  readonly #options: FakeSparkOptions;
  readonly #rawStream: ContextKey<RawStream | undefined>;
  readonly #cutAll: () => void;
  #sessions = new Map<string, Session>();
  #released = new Set<string>();

  constructor(
    options: FakeSparkOptions,
    rawStream: ContextKey<RawStream | undefined>,
    cutAll: () => void,
  ) {
    this.#options = options;
    this.#rawStream = rawStream;
    this.#cutAll = cutAll;
  }

  get openSessions(): number {
    return this.#sessions.size;
  }

  get operations(): number {
    return [...this.#sessions.values()].reduce((sum, { operations }) => sum + operations.size, 0);
  }

  restart(): void {
    this.#sessions = new Map();
    this.#released = new Set();
    this.#cutAll();
  }

  register(router: ConnectRouter): void {
    router.service(SparkConnectService, {
      analyzePlan: async (request, context) => {
        if (this.muted.has("analyzePlan")) {
          this.calls.push("analyzePlan, muted");
          await gone(context);
        }
        return this.#analyze(request, context);
      },
      executePlan: (request, context) => this.#execute(request, context),
      reattachExecute: (request, context) => this.#reattach(request, context),
      releaseExecute: (request, context) => this.#release(request, context),
      interrupt: (request, context) => {
        const session = this.#enter("interrupt", request, context);
        const id = request.interrupt.case === "operationId" ? request.interrupt.value : "";
        session.operations.get(id)?.interrupt();
        return { sessionId: request.sessionId, interruptedIds: [id] };
      },
      releaseSession: (request, context) => {
        this.#enter("releaseSession", request, context);
        this.#sessions.delete(request.sessionId);
        this.#released.add(request.sessionId);
        return { sessionId: request.sessionId };
      },
      fetchErrorDetails: (request, context) => this.#errorDetails(request, context),
    });
  }

  /** Notes the call, checks the token, finds or opens the session. */
  #enter(call: string, request: Request, context: HandlerContext): Session {
    this.calls.push(call);
    const { token } = this.#options;
    const authorization = context.requestHeader.get("authorization");
    if (token !== undefined && authorization !== `Bearer ${token}`) {
      const message = `Invalid authentication token: ${authorization}`;
      throw new ConnectError(message, Code.Unauthenticated);
    }
    const { sessionId, clientObservedServerSideSessionId: observed } = request;
    if (this.#released.has(sessionId)) throw handleError("SESSION_CLOSED", "Session was closed.");
    let session = this.#sessions.get(sessionId);
    if (session === undefined && call.startsWith("reattach")) {
      throw handleError("SESSION_NOT_FOUND", "Session not found.");
    }
    if (observed !== undefined && session?.serverSideId !== observed) {
      throw handleError(
        "SESSION_CHANGED",
        "The existing Spark server driver instance has restarted.",
      );
    }
    session ??= { serverSideId: randomUUID(), operations: new Map(), errors: new Map() };
    this.#sessions.set(sessionId, session);
    return session;
  }

  #analyze(
    request: AnalyzePlanRequest,
    context: HandlerContext,
  ): MessageInitShape<typeof AnalyzePlanResponseSchema> {
    const session = this.#enter(`analyzePlan ${request.analyze.case}`, request, context);
    const ids = { sessionId: request.sessionId, serverSideSessionId: session.serverSideId };
    if (request.analyze.case === "sparkVersion") {
      const version = this.#options.version ?? "4.1.4";
      return { ...ids, result: { case: "sparkVersion", value: { version } } };
    }
    if (request.analyze.case !== "schema") throw new ConnectError("not faked", Code.Unimplemented);
    const op = request.analyze.value.plan?.opType;
    const columns = this.#options.columns?.(tableOf(op?.case === "root" ? op.value : undefined));
    if (isFailure(columns)) throw this.#failure(session, columns);
    return { ...ids, result: { case: "schema", value: { schema: schemaOf(columns ?? {}) } } };
  }

  async *#execute(request: ExecutePlanRequest, context: HandlerContext): Executed {
    const fault = this.faults.shift() ?? { kind: "none" };
    if (fault.kind === "loseRequest") return this.#reset(context);
    if (fault.kind === "unavailable") throw new ConnectError("not now", Code.Unavailable);
    const session = this.#enter("executePlan", request, context);
    const id = request.operationId ?? randomUUID();
    if (session.operations.has(id)) {
      throw handleError("OPERATION_ALREADY_EXISTS", "Operation already exists.");
    }
    const asked = askedBy(request.plan);
    this.asked.push(asked);
    const usual = asked.kind === "keep" ? [kept(`kept-${this.asked.length}`)] : [];
    const operation = new FakeOperation(this.#options.answer?.(asked) ?? usual);
    session.operations.set(id, operation);
    yield* this.#stream({ request, context, session, operation, id }, 0, fault);
  }

  async *#reattach(request: ReattachExecuteRequest, context: HandlerContext): Executed {
    const after = request.lastResponseId;
    const fault = this.faults.shift() ?? { kind: "none" };
    if (fault.kind === "loseRequest") return this.#reset(context);
    if (fault.kind === "unavailable") throw new ConnectError("not now", Code.Unavailable);
    const session = this.#enter(`reattachExecute after ${after ?? "nothing"}`, request, context);
    const id = request.operationId;
    const operation = session.operations.get(id);
    if (operation === undefined) throw handleError("OPERATION_NOT_FOUND", "Operation not found.");
    const position = operation.positionAfter(after ?? "response-0");
    if (position === undefined) {
      const errorClass = "INVALID_CURSOR.POSITION_NOT_AVAILABLE";
      throw sparkFailure({ message: `[${errorClass}] The cursor is invalid.`, errorClass });
    }
    yield* this.#stream({ request, context, session, operation, id }, position, fault);
  }

  async *#stream(attached: Attached, from: number, fault: StreamFault): Executed {
    const { request, context, session, operation, id } = attached;
    if (fault.kind === "idle") {
      await sleep(fault.ms);
      return;
    }
    const reader = {};
    operation.reader = reader;
    for (let sent = 0; ; sent += 1) {
      if ("after" in fault && sent === fault.after) return this.#befall(fault, attached);
      if (sent === this.#options.responsesPerStream) return;
      const response = await operation.at(from + sent, context.signal);
      if (context.signal.aborted) return;
      if (operation.reader !== reader) {
        const errorClass = "INVALID_CURSOR.DISCONNECTED";
        throw sparkFailure({ message: `[${errorClass}] The cursor is invalid.`, errorClass });
      }
      if (response === undefined) {
        if (operation.failure === undefined) return;
        throw this.#failure(session, operation.failure);
      }
      const { sessionId } = request;
      const ids = { sessionId, serverSideSessionId: session.serverSideId, operationId: id };
      yield { ...ids, responseId: response.id, responseType: response.responseType };
    }
  }

  async #befall(fault: StreamFault, { context, session, id }: Attached): Promise<void> {
    if (fault.kind === "endEarly") return;
    if (fault.kind === "silence") return gone(context);
    await sleep(5); // what was sent arrives first
    if (fault.kind === "restart") return this.restart();
    if (fault.kind === "disconnect") return this.#cutAll();
    if (fault.kind === "forget") session.operations.delete(id);
    this.#reset(context);
    await sleep(5); // the stream must not end well meanwhile
  }

  #reset(context: HandlerContext): void {
    context.values.get(this.#rawStream)?.close(2); // INTERNAL_ERROR
  }

  #release(request: ReleaseExecuteRequest, context: HandlerContext): object {
    const { release, operationId, sessionId } = request;
    const until = release.case === "releaseUntil" ? release.value.responseId : undefined;
    const session = this.#enter(
      until === undefined ? "releaseExecute all" : `releaseExecute until ${until}`,
      request,
      context,
    );
    const operation = session.operations.get(operationId);
    if (until !== undefined) operation?.releaseUntil(until);
    else {
      operation?.interrupt();
      session.operations.delete(operationId);
    }
    return { sessionId, serverSideSessionId: session.serverSideId, operationId };
  }

  #failure(session: Session, told: FakeFailure): ConnectError {
    const errorId = randomUUID();
    if (told.details !== undefined) session.errors.set(errorId, told);
    return sparkFailure(told, told.details === undefined ? undefined : errorId);
  }

  #errorDetails(request: FetchErrorDetailsRequest, context: HandlerContext): object {
    const session = this.#enter("fetchErrorDetails", request, context);
    const details = session.errors.get(request.errorId)?.details ?? [];
    const errors = details.map((message, index) =>
      index + 1 < details.length ? { message, causeIdx: index + 1 } : { message },
    );
    const ids = { sessionId: request.sessionId, serverSideSessionId: session.serverSideId };
    return errors.length === 0 ? ids : { ...ids, rootErrorIdx: 0, errors };
  }
}

interface Attached {
  readonly request: ExecutePlanRequest | ReattachExecuteRequest;
  readonly context: HandlerContext;
  readonly session: Session;
  readonly operation: FakeOperation;
  readonly id: string;
}

/** When the client has given up a request. */
function gone({ signal }: HandlerContext): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function isFailure(found: object | undefined): found is FakeFailure {
  return found !== undefined && "message" in found && "classes" in found;
}

function handleError(name: string, message: string): ConnectError {
  const errorClass = `INVALID_HANDLE.${name}`;
  return sparkFailure({ message: `[${errorClass}] The handle is invalid. ${message}`, errorClass });
}
