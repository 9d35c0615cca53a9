// @ts-check
// A process of its own: answers everything with the same bytes as fast as can be, so that the load generator
// can be measured by itself. Prints {"url": …}.
import { createServer } from "node:net";
import process from "node:process";

const picks = [1, 2, 3].map((place) => ({ movieId: String(place), why: "x".repeat(400) }));
const body = JSON.stringify({ picks });
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
);
const server = createServer({ noDelay: true }, (socket) => {
  socket.on("data", () => socket.write(answer));
  socket.on("error", () => {});
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") return;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`);
});
