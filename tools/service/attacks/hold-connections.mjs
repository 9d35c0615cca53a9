// @ts-check
// A process of its own: node hold-connections.mjs HOST PORT COUNT opens connections, sends half a request on each and
// holds them; prints how many it could open; ends when its standard input does.
import { connect } from "node:net";
import process from "node:process";

const WAIT_MS = 15_000;
const [host = "", port = "", count = ""] = process.argv.slice(2);
/** @type {import("node:net").Socket[]} */
const sockets = [];
let opened = 0;
let refused = 0;
const until = Date.now() + WAIT_MS;
for (let place = 0; place < Number(count); place++) {
  const socket = connect({ host, port: Number(port) });
  socket.on("connect", () => {
    opened++;
    socket.write("GET /v1/model HTTP/1.1\r\nhost:");
  });
  socket.on("error", () => refused++);
  sockets.push(socket);
  if (place % 250 === 249) await pause(20); // the server's queue of connections is short
}
while (opened + refused < Number(count) && Date.now() < until) await pause(50);
process.stdout.write(`${JSON.stringify({ opened, refused })}\n`);
process.stdin.resume();
process.stdin.on("end", () => {
  for (const socket of sockets) socket.destroy();
  process.exit(0);
});

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
