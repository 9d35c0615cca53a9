import { describe, expect, test } from "vitest";
import { AbortedError, DownloadError } from "../core/errors.ts";
import { ConnectionCutError, requestFile, requestText, type DownloadAnswer } from "./download.ts";

const URL_ = "https://files.test/a.zip";
const EDITION = { url: URL_, etag: '"1"' };

type Asked = { range: string | null; ifRange: string | null };

/** A `fetch` that gives these answers in turn, and what it was asked. */
function server(...answers: (Response | Error)[]): { fetch: typeof fetch; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    fetch: (_url, init) => {
      const headers = new Headers(init?.headers);
      asked.push({ range: headers.get("range"), ifRange: headers.get("if-range") });
      const answer = answers.shift() ?? new Error("it was asked too often");
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

function response(body: string, status: number, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers });
}

async function textOf({ body }: DownloadAnswer): Promise<string> {
  let text = "";
  for await (const chunk of body) text += new TextDecoder().decode(chunk);
  return text;
}

describe("requestFile()", () => {
  test("asks for the whole file and tells its length and edition", async () => {
    const headers = { "content-length": "3", etag: '"1"', "last-modified": "yesterday" };
    const { fetch, asked } = server(response("abc", 200, headers));
    const answer = await requestFile(URL_, undefined, { fetch });
    expect(answer).toMatchObject({ start: 0, total: 3 });
    expect(answer.edition).toEqual({ url: URL_, etag: '"1"', lastModified: "yesterday" });
    expect(await textOf(answer)).toBe("abc");
    expect(asked).toEqual([{ range: null, ifRange: null }]);
  });

  test("asks for the rest of the edition that is held", async () => {
    const headers = { "content-range": "bytes 2-4/5", etag: '"1"' };
    const { fetch, asked } = server(response("cde", 206, headers));
    const answer = await requestFile(URL_, { bytes: 2, edition: EDITION }, { fetch });
    expect(answer).toMatchObject({ start: 2, total: 5 });
    expect(await textOf(answer)).toBe("cde");
    expect(asked).toEqual([{ range: "bytes=2-", ifRange: '"1"' }]);
  });

  test("goes by the date where there is no strong ETag", async () => {
    const headers = { etag: 'W/"1"', "last-modified": "yesterday" };
    const first = server(response("abc", 200, headers));
    const { edition } = await requestFile(URL_, undefined, first);
    expect(edition).toEqual({ url: URL_, etag: undefined, lastModified: "yesterday" });
    const { fetch, asked } = server(response("c", 206, { "content-range": "bytes 2-2/3" }));
    await requestFile(URL_, { bytes: 2, edition }, { fetch });
    expect(asked[0]?.ifRange).toBe("yesterday");
  });

  test("asks for the whole file where the edition that is held has no mark", async () => {
    const { fetch, asked } = server(response("abc", 200));
    const answer = await requestFile(URL_, { bytes: 2, edition: { url: URL_ } }, { fetch });
    expect(answer.start).toBe(0);
    expect(asked[0]?.range).toBeNull();
  });

  test.each([
    ["has become shorter (416)", response("", 416)],
    ["comes from another offset", response("x", 206, { "content-range": "bytes 1-4/5" })],
    ["comes without an offset", response("x", 206)],
    [
      "is of another edition in spite of If-Range",
      response("x", 206, { "content-range": "bytes 2-4/5", etag: '"2"' }),
    ],
  ])("starts anew when the rest %s", async (_, first) => {
    const { fetch, asked } = server(first, response("abcde", 200));
    const answer = await requestFile(URL_, { bytes: 2, edition: EDITION }, { fetch });
    expect(answer.start).toBe(0);
    expect(await textOf(answer)).toBe("abcde");
    expect(asked.map(({ range }) => range)).toEqual(["bytes=2-", null]);
  });

  test("does not take the length of a compressed answer for the file's", async () => {
    const headers = { "content-encoding": "gzip", "content-length": "3" };
    const { fetch } = server(response("abcdef", 200, headers));
    const answer = await requestFile(URL_, undefined, { fetch });
    expect(answer.total).toBeUndefined();
    expect(await textOf(answer)).toBe("abcdef");
  });

  test.each([206, 404, 416, 500])("refuses status %i for a whole file", async (status) => {
    const { fetch } = server(response("x", status));
    const error = await requestFile(URL_, undefined, { fetch }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DownloadError);
    expect(error).toMatchObject({ code: "E_DOWNLOAD", url: URL_, status });
  });

  test("says in words that the host has no address", async () => {
    const cause = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    const { fetch } = server(new TypeError("fetch failed", { cause }));
    const error = await requestFile(URL_, undefined, { fetch }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DownloadError);
    expect(error).not.toBeInstanceOf(ConnectionCutError);
    expect((error as Error).message).toBe(
      `Cannot download "${URL_}": the name "files.test" cannot be resolved; ` +
        "check the network connection",
    );
  });

  test("its body calls an early end a cut, and too many bytes an error", async () => {
    const short = server(response("ab", 200, { "content-length": "3" }));
    await expect(requestFile(URL_, undefined, short).then(textOf)).rejects.toBeInstanceOf(
      ConnectionCutError,
    );
    const long = server(response("abcd", 200, { "content-length": "3" }));
    const error = await requestFile(URL_, undefined, long)
      .then(textOf)
      .catch((e: unknown) => e);
    expect(error).not.toBeInstanceOf(ConnectionCutError);
    expect((error as Error).message).toContain("announced 3 bytes and sent 4");
  });

  test("throws AbortedError, not the reason, when the signal is set", async () => {
    const signal = AbortSignal.abort();
    const { fetch } = server(new Error("aborted by the signal"));
    await expect(requestFile(URL_, undefined, { fetch, signal })).rejects.toBeInstanceOf(
      AbortedError,
    );
  });

  test("says that an address is none", async () => {
    await expect(requestFile("nonsense", undefined)).rejects.toThrow(
      'Cannot download "nonsense": it is not a web address',
    );
  });
});

describe("requestText()", () => {
  test("gives the text, and nothing where there is no such file", async () => {
    await expect(requestText(URL_, server(response("né", 200)))).resolves.toBe("né");
    await expect(requestText(URL_, server(response("x", 404)))).resolves.toBeUndefined();
  });

  test("passes other failures on", async () => {
    await expect(requestText(URL_, server(response("x", 500)))).rejects.toMatchObject({
      status: 500,
    });
  });

  test("refuses a text of over 64 KiB", async () => {
    const { fetch } = server(response("x".repeat(70_000), 200));
    await expect(requestText(URL_, { fetch })).rejects.toThrow("it is larger than 64 KiB");
  });
});
