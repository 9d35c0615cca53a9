import { describe, expect, test } from "vitest";
import { asked, served } from "../../../test/support/asked-api.ts";

describe("answers that are known", () => {
  test.each([
    ['"v1"', 304],
    ['W/"v1"', 304],
    ['"other", W/"v1"', 304],
    ["*", 304],
    ['"v2"', 200],
    ["", 200],
  ])("If-None-Match: %s is answered with %i", async (tag, status) => {
    const response = await asked().ask("/v1/people/ann/picks", {
      headers: { "If-None-Match": tag },
    });
    expect(response.status).toBe(status);
    expect(response.headers.get("ETag")).toBe('"v1"');
    expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(response.headers.get("Vary")).toBe("Authorization");
    expect((await response.text()) === "").toBe(status === 304);
  });

  test("HEAD is answered as GET is, without the body", async () => {
    const url = await served();
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map(
        async (method) => await fetch(`${url}/v1/people/ann/picks?count=5`, { method }),
      ),
    );
    expect(await head!.text()).toBe("");
    expect(head!.headers.get("Content-Length")).toBe(String((await get!.text()).length));
    const of = (response: Response): object =>
      Object.fromEntries(
        [...response.headers].filter(
          ([name]) => !["connection", "date", "keep-alive", "x-request-id"].includes(name),
        ),
      );
    expect(of(head!)).toEqual(of(get!));
  });

  test("every answer keeps browsers from taking it for anything else", async () => {
    const { ask } = asked();
    for (const path of ["/v1/people/ann/picks", "/v1/nothing", "/health/live", "/metrics"]) {
      const { headers } = await ask(path);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Content-Security-Policy")).toMatch(
        /^default-src 'none'; style-src 'self'; /u,
      );
      expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
    }
  });
});
