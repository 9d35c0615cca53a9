import { beforeAll, describe, expect, test } from "vitest";
import { PUT, asked, problemOf, listening, raw, telling } from "../../../test/support/asked-api.ts";
import { segmentOfId } from "../../contract/path-id.ts";

describe("ids of any text reach the route exactly, through real HTTP", () => {
  let url = "";
  beforeAll(async () => {
    const started = await listening([telling]);
    url = started.url;
    return started.stop;
  });

  test.each([
    ...[
      "a/b",
      "/",
      "//",
      "..",
      ".",
      "~..",
      "../../etc/passwd",
      "a/../b",
      "%",
      "%2F",
      "%2e%2e",
      "100%",
    ],
    ...[" ", "a b", "+", "a+b", "?", "#", "a?b=c&d", "&", "=", ":", ":id", "*", "{personId}"],
    ...[
      "\0",
      "a\0b",
      "\r\n",
      "\n",
      "a\r\nX-Evil: 1",
      "\t",
      '"',
      "'",
      "`",
      "\\",
      "\\..\\",
      "<script>",
    ],
    ...["é", "e\u0301", "😀", "👩‍👩‍👧", "مرحبا", "\u202e", "\ufeff", "\u2028", "ratings", "picks"],
    ...["__proto__", "constructor", "'; DROP TABLE people; --", "x".repeat(256)],
  ])("%j", async (id) => {
    const path = `/v1/people/${segmentOfId(id)}/ratings/${segmentOfId(id)}`;
    const response = await fetch(url + path, { ...PUT, body: '{"rating":3}' });
    expect(await response.json()).toMatchObject({ title: id, movieId: id, rating: 3 });
  });

  test.each([
    ["/v1/people/%ff/picks", "percent signs"],
    ["/v1/people/%zz/picks", "percent signs"],
    ["/v1/people/%/picks", "percent signs"],
    ["/v1/people/%c3%28/picks", "percent signs"],
    ["/v1/people/%FF/picks", "percent signs"],
    ["/v1/people/%E0%A4/picks", "percent signs"],
    ["/v1/people/%ED%A0%80/picks", "percent signs"],
    ["/v1/people/a%FFb%20c/picks", "percent signs"],
    ["/v1/people/ann/picks?genres=a%FFb%20c", "percent signs"],
    ["/v1/people/ann/picks?genres=%", "percent signs"],
    ["/v1/people/ann/picks?%E0%A4=1", "percent signs"],
    ["/v1/people/ann/picks?a%FFb%20c", "percent signs"],
    ["/v1/people/ann/picks?genres=%ED%A0%80", "percent signs"],
    ["/v1/people/%ed%a0%80/picks", "percent signs"],
    ["/v1/people/ann/picks?genres=%ff", "percent signs"],
    ["/v1/people/../picks", "~."],
    ["/v1/people/%2e%2E/picks", "~."],
    ["/v1/people/./picks", "~."],
    ["/v1/people/x/..", "~."],
    ["/v1/people/\u00c3\u00a9/picks", "HTTP/1.1"],
  ])("an address that is none is refused: %s", async (path, told) => {
    const answer = await raw(
      url,
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
    expect(answer).toContain('"code":"invalid-request"');
    expect(answer).toContain(told);
  });

  test("an empty id, one that is too long, and a slash too many are nobody's", async () => {
    const { ask } = asked();
    for (const path of ["/v1/people//picks", "/v1/people/ann/picks/", "//v1/people/ann/picks"]) {
      expect((await ask(path)).status).toBe(404);
    }
    const long = await ask(`/v1/people/${"x".repeat(257)}/picks`);
    expect(await problemOf(long)).toMatchObject({ code: "invalid-request", status: 400 });
  });
});
