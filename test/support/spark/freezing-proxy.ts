import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** What stands between a client and a server; it ends when the running test has finished. */
export interface FreezingProxy {
  /** `sc://127.0.0.1:port`. */
  readonly address: string;
  /** Nothing passes any more over the connections that stand, and neither end is told: so hosts vanish. */
  freeze(): void;
}

/** Starts one, before a port of this machine. */
export async function freezingProxy(port: number): Promise<FreezingProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    pairs.add([near, far]);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of [...pairs].flat()) socket.destroy();
  });
  return {
    address: `sc://127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
  };
}
