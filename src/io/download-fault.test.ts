import { describe, expect, test } from "vitest";
import { connectionFault, isCut, statusFault } from "./download-fault.ts";

const URL_ = "https://files.test:8443/a.zip";

/** As `fetch` throws it: a bare TypeError, the code in its cause. */
function failure(code: string): Error {
  const cause = Object.assign(new Error(`${code} raw words`), { code });
  return new TypeError("fetch failed", { cause });
}

describe("connectionFault()", () => {
  const check = "check the network connection";
  test.each([
    ["ENOTFOUND", `the name "files.test:8443" cannot be resolved; ${check}`],
    ["EAI_AGAIN", `the name "files.test:8443" cannot be resolved; ${check}`],
    ["ECONNREFUSED", '"files.test:8443" refused the connection'],
    ["ETIMEDOUT", `"files.test:8443" did not answer in time; ${check}`],
    ["UND_ERR_CONNECT_TIMEOUT", `"files.test:8443" did not answer in time; ${check}`],
    ["ENETUNREACH", `"files.test:8443" cannot be reached; ${check}`],
    ["EHOSTUNREACH", `"files.test:8443" cannot be reached; ${check}`],
    ["ECONNRESET", "the connection was cut"],
    ["UND_ERR_SOCKET", "the connection was cut"],
    [
      "CERT_HAS_EXPIRED",
      'the certificate of "files.test:8443" cannot be trusted (CERT_HAS_EXPIRED)',
    ],
    [
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      'the certificate of "files.test:8443" cannot be trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
    ],
    ["ERR_INVALID_URL", "it is not a web address"],
    ["EWEIRD", "the request failed: EWEIRD raw words"],
  ])("puts %s in words", (code, words) => {
    expect(connectionFault(failure(code), URL_)).toBe(words);
  });

  test.each([
    ["redirect count exceeded", "the server leads from one address to the next without end"],
    ["bad port", "its port belongs to another service and is never asked for files"],
    ["odd", "the request failed: odd"],
  ])("puts the bare message %j of fetch in words", (message, words) => {
    const error = new TypeError("fetch failed", { cause: new Error(message) });
    expect(connectionFault(error, URL_)).toBe(words);
  });

  test("says of other schemes that they are not asked, whatever fetch says", () => {
    const error = new TypeError("fetch failed", { cause: new Error("not implemented... yet...") });
    for (const url of ["file:///tmp/a.zip", "ftp://example.org/a.zip"]) {
      expect(connectionFault(error, url)).toBe("only http and https addresses can be downloaded");
    }
  });

  test("takes any other value as it is", () => {
    expect(connectionFault("odd", "nonsense")).toBe("the request failed: odd");
  });

  test("comes to an end on errors that cause each other", () => {
    const error = new Error("round");
    error.cause = error;
    expect(connectionFault(error, URL_)).toBe("the request failed: round");
  });
});

test("isCut() is true of a connection that broke, not of one that could not be made", () => {
  expect(isCut(failure("ECONNRESET"))).toBe(true);
  expect(isCut(failure("UND_ERR_SOCKET"))).toBe(true);
  expect(isCut(failure("ECONNREFUSED"))).toBe(false);
  expect(isCut(new Error("x"))).toBe(false);
});

test.each([
  [404, "the server has no such file (404)"],
  [410, "the server has no such file (410)"],
  [403, "the server refuses to give it (403)"],
  [407, "a proxy asks for a password (407)"],
  [429, "the server has had too many requests (429); try again later"],
  [500, "the server is out of order (500); try again later"],
  [503, "the server is out of order (503); try again later"],
  [204, "the server gave an unexpected answer (204)"],
])("statusFault(%i) is %s", (status, words) => {
  expect(statusFault(status)).toBe(words);
});
