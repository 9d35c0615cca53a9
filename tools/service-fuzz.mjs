// @ts-check
// npm run service:fuzz [-- --requests 20000] [--seed 1] [--engine sqlite|postgres] [--json]: asks every route of the
// server's own OpenAPI document, rightly and wrongly, over sockets, and judges each answer by the document. Ends with
// 1 where one was a 5xx or not as the document says, or the server grew by more than 300 MB, or ended.
import fc from "fast-check";
import { parseArgs } from "node:util";
import { Client, part } from "./service/client.mjs";
import { Connection, headerOf } from "./service/connection.mjs";
import { fuzzRequests } from "./service/fuzz-requests.mjs";
import { judgeBy } from "./service/judge-answer.mjs";
import { makeModel } from "./service/made-model.mjs";
import { operationsOf } from "./service/operations.mjs";
import { emptyPlace, enginesOf } from "./service/places.mjs";
import { mostRssOf, rssOf } from "./service/processes.mjs";
import { grouped, megabytes, progress, report } from "./service/report.mjs";
import { requestBytes } from "./service/request-bytes.mjs";
import { createKey, startServer } from "./service/server.mjs";
import { withFolder } from "./service/with-folder.mjs";

const BATCH = 1000;
const CONNECTIONS = 4;
const MOST_TOLD = 20;
const MOST_GROWTH = 300 * 2 ** 20;
const NO_ANSWER_MS = 30_000;
const { values: flags } = parseArgs({
  options: {
    requests: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    engine: { type: "string", default: "sqlite" },
    json: { type: "boolean", default: false },
  },
});
const PEOPLE = ["ann", "bob", "Zoë", "a/b", "%", "🎬"];

/** @typedef {import("./service/fuzz-requests.mjs").FuzzRequest} FuzzRequest */
/** @typedef {{ statuses: Record<string, number>, answeredWell: Map<string, number>, rightly: Record<string, Record<string, number>>, refusedRaw: number, faults: string[] }} Outcome */

for (const engine of enginesOf(flags.engine)) {
  await withFolder((folder, atEnd) => fuzz(engine, folder, atEnd));
}

/**
 * @param {import("./service/places.mjs").Engine} engine
 * @param {string} folder
 * @param {import("./service/with-folder.mjs").AtEnd} atEnd
 */
async function fuzz(engine, folder, atEnd) {
  const { file, movieIds } = await makeModel(folder);
  const place = await emptyPlace(engine, folder, atEnd);
  const key = createKey(place);
  const server = await startServer({ ...place, model: file });
  atEnd(() => server.stop());
  const document = await prepare(new Client(server.address, key), movieIds);
  const known = { movieIds: movieIds.slice(0, 50), people: PEOPLE, key };
  const arbitrary = fuzzRequests(document, known, { withRaw: true });
  /** @type {Outcome} */
  const outcome = { statuses: {}, answeredWell: new Map(), rightly: {}, refusedRaw: 0, faults: [] };
  const rss = rssOf(server.pid);
  const count = Number(flags.requests);
  for (let start = 0; start < count && server.isAlive; start += BATCH) {
    const seed = Number(flags.seed) * 1_000_003 + start;
    const requests = fc.sample(arbitrary, { seed, numRuns: Math.min(BATCH, count - start) });
    await sendAll(requests, server.address, judgeBy(document), outcome);
    progress(`${start + requests.length} requests, ${outcome.faults.length} faults`);
  }
  for (const fault of outcome.faults.slice(0, MOST_TOLD)) progress(fault);
  tell(
    engine,
    outcome,
    operationsOf(document).map(({ id }) => id),
    server,
    rss,
  );
}

/** @param {Client} client @param {readonly string[]} movieIds @returns {Promise<import("./service/json-schema.mjs").Schema>} */
async function prepare(client, movieIds) {
  for (const personId of PEOPLE) {
    for (const movieId of movieIds.slice(0, 10)) {
      const target = `/v1/people/${part(personId)}/ratings/${part(movieId)}`;
      await client.call("PUT", target, { rating: 1 + (Number(movieId) % 5 || 0) });
    }
  }
  const document = await client.expect(200, "GET", "/openapi.json");
  client.close();
  return document;
}

/**
 * @param {readonly FuzzRequest[]} requests
 * @param {import("./service/connection.mjs").Address} address
 * @param {import("./service/judge-answer.mjs").Judge} judge
 * @param {Outcome} outcome
 */
async function sendAll(requests, address, judge, outcome) {
  const left = requests.values();
  const send = async () => {
    const connection = new Connection(address);
    for (const request of left) {
      const fault = await sendOne(request, connection, address, judge, outcome);
      if (fault !== undefined) outcome.faults.push(`${fault}\n    ${shown(request)}`);
      if (isRaw(request)) connection.close();
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, send));
}

/**
 * @param {FuzzRequest} request
 * @param {Connection} connection
 * @param {import("./service/connection.mjs").Address} address
 * @param {import("./service/judge-answer.mjs").Judge} judge
 * @param {Outcome} outcome
 */
async function sendOne(request, connection, address, judge, outcome) {
  const options = { isHead: request.method === "HEAD", timeoutMs: NO_ANSWER_MS };
  try {
    const answer = await connection.ask(requestBytes(request, address), options);
    const { status, body } = answer;
    outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
    if (request.mutations.length === 0) {
      const own = (outcome.rightly[request.operation] ??= {});
      own[status] = (own[status] ?? 0) + 1;
    }
    if (isRaw(request) && status >= 400 && status < 500 && body.length === 0) {
      outcome.refusedRaw++;
      return undefined;
    }
    if (status < 300) {
      const well = outcome.answeredWell;
      well.set(request.operation, (well.get(request.operation) ?? 0) + 1);
    }
    const said = {
      status,
      type: headerOf(answer, "content-type") ?? "",
      body: body.toString("utf8"),
    };
    return judge(request.method, request.target, said);
  } catch (error) {
    return `no answer: ${String(error)}`;
  }
}

/** @param {FuzzRequest} request */
function isRaw({ mutations }) {
  return mutations.some((name) => name.startsWith("raw"));
}

/** @param {FuzzRequest} request */
function shown({ operation, mutations, method, target, headers, body }) {
  const text = body === undefined ? "" : Buffer.from(body.subarray(0, 200)).toString("latin1");
  const names = headers.filter(([name]) => name !== "authorization");
  const parts = [operation, mutations.join("+"), method, target.slice(0, 200)];
  return JSON.stringify([
    ...parts,
    names.map(([name, value]) => `${name}: ${value.slice(0, 60)}`),
    text,
  ]);
}

/**
 * @param {string} engine
 * @param {Outcome} outcome
 * @param {readonly string[]} operations
 * @param {import("./service/server.mjs").Server} server
 * @param {number} rss
 */
function tell(
  engine,
  { statuses, answeredWell, rightly, refusedRaw, faults },
  operations,
  server,
  rss,
) {
  const growth = mostRssOf(server.pid) - rss;
  const never = operations.filter((id) => !answeredWell.has(id));
  const sent = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const rows = [
    { what: "requests answered", measured: grouped(sent), ok: sent > 0 },
    {
      what: "5xx, or not as the document says",
      measured: String(faults.length),
      must: "0",
      ok: faults.length === 0,
    },
    {
      what: "server still runs",
      measured: server.isAlive ? "yes" : "no",
      must: "yes",
      ok: server.isAlive,
    },
    {
      what: "memory above start, at most",
      measured: megabytes(growth),
      must: "≤ 300 MB",
      ok: growth <= MOST_GROWTH,
    },
    { what: "statuses", measured: JSON.stringify(statuses) },
    { what: "no HTTP: refused by its parser", measured: grouped(refusedRaw) },
    {
      what: "routes that answered well",
      measured: `${operations.length - never.length} of ${operations.length}`,
    },
    { what: "routes that never did", measured: never.join(" ") || "none" },
  ];
  report(`fuzzing by the OpenAPI document, ${engine}`, rows, {
    json: flags.json,
    details: { faults, rightly },
  });
}
