// @ts-check
import fc from "fast-check";
import { expect, test } from "vitest";
import { AnswerReader, headerOf } from "./connection.mjs";

const STREAM = Buffer.from(
  [
    "HTTP/1.1 100 Continue\r\n\r\n",
    'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\n{"a":"\r\n\r\n"',
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\n\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 204 No Content\r\nX-A:  b \r\n\r\n",
    "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n",
    "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
  ].join(""),
);

/** @param {readonly Uint8Array[]} pieces */
function answersOf(pieces) {
  const reader = new AnswerReader();
  /** @type {import("./connection.mjs").Answer[]} */
  const answers = [];
  for (const piece of pieces) reader.push(Buffer.from(piece), (answer) => answers.push(answer));
  return answers;
}

test("answers are the same wherever the stream is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
      const pieces = at.slice(1).map((end, place) => STREAM.subarray(at[place], end));
      const answers = answersOf(pieces);
      const told = answers.map(({ status, body }) => `${status} ${body.toString()}`);
      expect(told).toEqual(['200 {"a":"\r\n\r\n"', "200 abc\r\n", "204 ", "304 ", "404 "]);
    }),
  );
});

test("a header is found by its small name, without the spaces around it", () => {
  const [, , bare] = answersOf([STREAM]);
  expect(bare && headerOf(bare, "x-a")).toBe("b");
  expect(bare && headerOf(bare, "x-b")).toBeUndefined();
});

test("what follows the head of an answer to HEAD is the next answer", () => {
  const reader = new AnswerReader();
  reader.isHead = true;
  /** @type {number[]} */
  const statuses = [];
  const bytes = Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".repeat(2));
  reader.push(bytes, ({ status }) => statuses.push(status));
  expect(statuses).toEqual([200, 200]);
});
