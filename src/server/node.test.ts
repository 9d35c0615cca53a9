import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { ListenError, listen } from "./node.ts";

const answer = (): Response => new Response("hello");

function stopper(): AbortController {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  return stop;
}

test("port 0 is any free one, and the address says which", async () => {
  const { signal } = stopper();
  const { url } = await listen(answer, { host: "127.0.0.1", port: 0, signal });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+\/$/u);
  expect(await (await fetch(url)).text()).toBe("hello");
});

test("the request has the name that was asked for, not the address", async () => {
  const { signal } = stopper();
  const echo = (asked: Request): Response => new Response(new URL(asked.url).hostname);
  const { url } = await listen(echo, { host: "127.0.0.1", port: 0, signal });
  const said = await new Promise<string>((resolve, reject) => {
    request(url, { headers: { Host: "evil.example" } }, (response) => {
      response.setEncoding("utf8").on("data", resolve);
    })
      .on("error", reject)
      .end();
  });
  expect(said).toBe("evil.example");
});

test("the globals stay those of Node", async () => {
  const before = [globalThis.Request, globalThis.Response];
  const { signal } = stopper();
  await listen(answer, { host: "127.0.0.1", port: 0, signal });
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
});

test("the signal ends it, idle connections and all, and gives the port back", async () => {
  const stop = stopper();
  const { url, closed } = await listen(answer, { host: "127.0.0.1", port: 0, signal: stop.signal });
  const port = Number(new URL(url).port);
  const idle = connect(port, "127.0.0.1");
  await once(idle, "connect");
  await (await fetch(url)).text();
  stop.abort();
  await closed;
  const again = await listen(answer, { host: "127.0.0.1", port, signal: stopper().signal });
  expect(again.url).toBe(url);
  idle.destroy();
});

test("a signal that is set already ends it at once", async () => {
  const { closed } = await listen(answer, {
    host: "127.0.0.1",
    port: 0,
    signal: AbortSignal.abort(),
  });
  await expect(closed).resolves.toBeUndefined();
});

test("a port that is taken is an error with the remedy", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const error: unknown = await listen(answer, {
    host: "127.0.0.1",
    port,
    signal: stopper().signal,
  }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ListenError);
  expect(error).toMatchObject({
    code: "EADDRINUSE",
    message: `Cannot serve on port ${port} of 127.0.0.1: another program listens there; choose another --port, or 0 for any free one`,
  });
});

test("an address of another machine is an error with the remedy", async () => {
  // 192.0.2.0/24 is for documentation, so no machine has it.
  const listened = listen(answer, { host: "192.0.2.1", port: 0, signal: stopper().signal });
  await expect(listened).rejects.toThrow(/no such address; leave out --host$/u);
});
