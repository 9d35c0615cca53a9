import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { join, normalize } from "node:path";
import { onTestFinished } from "vitest";
import { findDataSet } from "../../../src/io/node-data-sets.ts";
import { openDataFiles } from "../../../src/io/node-files.ts";
import { pageFiles } from "../../../src/io/node-page-files.ts";
import { makeApp } from "../../../src/server/app.ts";
import { dataFiles } from "../../../src/server/page/data-files.ts";
import { isLoopback } from "../../../src/server/http/loopback.ts";
import { listen } from "../../../src/server/node.ts";

/** A server of a test. */
export interface PageServer {
  /** Ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** What `matinee serve` serves, with MovieLens 100K where this machine has it. */
export async function servePage(onFault: (error: unknown) => void): Promise<PageServer> {
  const stop = new AbortController();
  const found = await findDataSet("ml-100k");
  const data = found === undefined ? undefined : await openDataFiles(found.path);
  const sets = data === undefined ? [] : [{ name: "ml-100k", files: data }];
  const app = makeApp({
    files: [...(await pageFiles()), ...dataFiles(sets)],
    ...{ isOwnHost: isLoopback, onFault },
  });
  const fetch = (request: Request): Response | Promise<Response> => app.fetch(request);
  const { url, closed } = await listen(fetch, { host: "127.0.0.1", port: 0, signal: stop.signal });
  return {
    url,
    close: async () => {
      stop.abort();
      await closed;
      await data?.close();
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  html: "text/html",
  js: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml",
};

/** A plain web host until the test ends: a folder below `/films/`, right media types, no header of ours. */
export async function hostFolder(folder: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    void answer(request.url ?? "").then(({ status, type, body }) =>
      response.writeHead(status, type === undefined ? {} : { "Content-Type": type }).end(body),
    );
  });
  const answer = async (url: string) => {
    const path = normalize(decodeURIComponent(new URL(url, "http://host/").pathname));
    if (!path.startsWith("/films/")) return { status: 404, body: "" };
    const name = path === "/films/" ? "index.html" : path.slice("/films/".length);
    const body = await readFile(join(folder, name)).catch(() => undefined);
    if (body === undefined) return { status: 404, body: "" };
    return { status: 200, type: TYPES[name.slice(name.lastIndexOf(".") + 1)], body };
  };
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${port}/films/`, close };
}
