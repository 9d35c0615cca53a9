import { once } from "node:events";
import type { Server, Socket } from "node:net";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { LingerLimits } from "./linger.ts";
import { Lingering } from "./linger.ts";

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

async function pair(): Promise<Pair> {
  const server: Server = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const far = connect({
    ...{ port: (server.address() as AddressInfo).port, host: "127.0.0.1", allowHalfOpen: true },
  });
  const [near] = (await once(server, "connection")) as [Socket];
  onTestFinished(() => [near, far].forEach((socket) => void socket.destroy()));
  for (const socket of [near, far]) socket.on("error", () => undefined).resume();
  return { near, far };
}

const limits = (some: Partial<LingerLimits>): Partial<LingerLimits> => ({ ms: 100, ...some });

test("a connection is cut after its time, whether or not anything comes", async () => {
  const lingering = new Lingering(limits({}));
  const { near, far } = await pair();
  const drip = setInterval(() => far.writable && far.write("x"), 10);
  onTestFinished(() => clearInterval(drip));
  const from = performance.now();
  lingering.end(near);
  expect(lingering.count).toBe(1);
  await once(near, "close");
  expect(performance.now() - from).toBeGreaterThan(90);
  expect(lingering.count).toBe(0);
});

test("after its bytes, before that", async () => {
  const lingering = new Lingering({ ms: 60_000, bytes: 1_000_000 });
  const { near, far } = await pair();
  lingering.end(near);
  far.write(Buffer.alloc(3_000_000));
  await once(near, "close");
  expect(lingering.count).toBe(0);
});

test("at once when its peer has ended, too", async () => {
  const lingering = new Lingering({ ms: 60_000 });
  const { near, far } = await pair();
  lingering.end(near);
  far.end();
  await once(near, "close");
  expect(lingering.count).toBe(0);
});

test("those beyond the most are cut when what was written is sent", async () => {
  const lingering = new Lingering({ ms: 60_000, most: 1 });
  const [first, second] = [await pair(), await pair()];
  let said = "";
  second.far.setEncoding("latin1").on("data", (text: string) => (said += text));
  lingering.end(first.near);
  second.near.write("last words");
  lingering.end(second.near);
  await once(second.near, "close");
  await expect.poll(() => said).toBe("last words");
  expect(lingering.count).toBe(1);
  lingering.end(first.near); // a second time changes nothing
  expect(lingering.count).toBe(1);
});
