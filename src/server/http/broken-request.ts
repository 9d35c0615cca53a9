import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { RequestError } from "@hono/node-server";
import type { Problem, ProblemCode } from "../../contract/problem.ts";
import { PROBLEMS, PROBLEM_TYPE } from "../../contract/problem.ts";
import { ProblemError } from "./problem-error.ts";
import { asProblem, problemResponse } from "./problem-response.ts";

/** Of the connection that something broken came on. */
export interface BrokenOn {
  /** Answers to requests before it, which are sent first. */
  readonly before: readonly ServerResponse[];
  /** Ends the connection after what was written. */
  end(): void;
}

/** How long the answers before it may take. */
const BEFORE_MS = 10_000;

/** Answers what could not be read as a request at all, after all that came before it, and ends the connection. */
export async function answerBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  { before, end }: BrokenOn,
): Promise<void> {
  if (error.code !== "ECONNRESET" && before.length > 0) await sent(before);
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, code, detail } = reasonOf(error.code ?? "");
  const body = JSON.stringify({
    ...{ type: `urn:matinee:problem:${code}`, title: PROBLEMS[code].title, status, code, detail },
    requestId: randomUUID(),
  } satisfies Problem);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  end();
}

async function sent(answers: readonly ServerResponse[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, BEFORE_MS)));
  const closed = answers.map(
    async (answer) => await new Promise<void>((resolve) => answer.once("close", resolve)),
  );
  await Promise.race([Promise.all(closed), late]);
  clearTimeout(timer);
}

interface Reason {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
}

function reasonOf(code: string): Reason {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return { status: 431, code: "invalid-request", detail: "The headers are too long" };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        status: 408,
        code: "request-timeout",
        detail: "The request took too long to arrive",
      };
    default:
      return { status: 400, code: "invalid-request", detail: "This is no request of HTTP/1.1" };
  }
}

/** Answers a request whose address or host is none, which no app is asked about; and what an app did not catch. */
export function refusedRequest(error: unknown): Response {
  const detail = "Cannot read the address or the Host header: one of them is not valid";
  const problem =
    error instanceof RequestError
      ? new ProblemError("invalid-request", { detail, headers: { Connection: "close" } })
      : asProblem(error);
  return problemResponse(problem, randomUUID());
}
