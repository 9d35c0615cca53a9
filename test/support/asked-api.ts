// The API over routes that tell what reached them, asked directly or over HTTP.
import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished } from "vitest";
import { getPicks, putRating } from "../../src/contract/people-routes.ts";
import { postRatings } from "../../src/contract/ratings-routes.ts";
import type { Mount, Rules } from "../../src/server/api.ts";
import { makeApi } from "../../src/server/api.ts";
import { conditional } from "../../src/server/http/conditional.ts";
import { bodyChunks } from "../../src/server/http/read-body.ts";
import { listen } from "../../src/server/node.ts";
import type { LogLine } from "../../src/server/service.ts";
import type { FakeParts } from "./fake-service.ts";
import { fakeService } from "./fake-service.ts";

export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

const RULES: Rules = { isOwnHost: () => true, needsKey: () => Promise.resolve(false) };
/** With a body of JSON. */
export const PUT: { readonly method: string; readonly headers: Record<string, string> } = {
  method: "PUT",
  headers: { "Content-Type": "application/json" },
};
export const RATING: string = "/v1/people/ann/ratings/318";

/** Routes that tell what reached them. */
export const telling: Mount = (api) => {
  api.openapi(putRating, (context) => {
    const { personId, movieId } = context.req.valid("param");
    const { rating } = context.req.valid("json");
    return context.json(
      { movieId, title: personId, year: null, rating, ratedAt: "2026-01-01T00:00:00Z" },
      200,
    );
  });
  api.openapi(getPicks, (context) =>
    conditional(context, '"v1"', JSON.stringify(context.req.valid("query"))),
  );
  api.openapi(postRatings, async (context) => {
    let bytes = 0;
    for await (const chunk of bodyChunks(context.req.raw, { mostBytes: 1000 })) {
      bytes += chunk.length;
    }
    return context.json({ accepted: bytes, rejected: 0, errors: [], errorsLeftOut: 0 }, 200);
  });
};

/** An API that is asked without a network. */
export function asked(
  mounts: readonly Mount[] = [telling],
  parts: FakeParts = {},
  rules: Partial<Rules> = {},
): { readonly ask: Ask; readonly lines: LogLine[]; readonly api: ReturnType<typeof makeApi> } {
  const { service, lines } = fakeService(parts);
  const api = makeApi(service, { ...RULES, ...rules }, mounts);
  const ask: Ask = async (path, init) =>
    await api.fetch(new Request(`http://127.0.0.1:5757${path}`, init));
  return { ask, lines, api };
}

/** Such an API over HTTP, without a slash at the end of its address. */
export async function listening(
  mounts: readonly Mount[],
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { api } = asked(mounts);
  const stop = new AbortController();
  const { url, closed } = await listen((request, arrival) => api.fetch(request, arrival), {
    ...{ host: "127.0.0.1", port: 0, signal: stop.signal },
  });
  return {
    url: url.slice(0, -1),
    stop: async () => {
      stop.abort();
      await closed;
    },
  };
}

/** As {@link listening}, for one test. */
export async function served(mounts: readonly Mount[] = [telling]): Promise<string> {
  const { url, stop } = await listening(mounts);
  onTestFinished(stop);
  return url;
}

/** Sends these bytes as they are, and reads until the connection ends. */
export async function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding("latin1");
  let answer = "";
  socket.on("data", (piece: string) => (answer += piece));
  socket.write(Buffer.from(text, "latin1"));
  await once(socket, "close");
  return answer;
}

/** A problem, which agrees with its headers. */
export async function problemOf(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  const problem = (await response.json()) as Record<string, unknown>;
  expect(problem["requestId"]).toBe(response.headers.get("X-Request-Id"));
  expect(problem["status"]).toBe(response.status);
  expect(problem["type"]).toBe(`urn:matinee:problem:${String(problem["code"])}`);
  return problem;
}
