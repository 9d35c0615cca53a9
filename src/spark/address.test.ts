import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { parseSparkAddress } from "./address.ts";

const SECRET = "s3cr3t-t0k3n";

describe("the address of Spark", () => {
  it.each([
    ["sc://cluster", "sc://cluster:15002"],
    ["sc://Cluster.example:7001", "sc://cluster.example:7001"],
    ["sc://10.0.0.1/", "sc://10.0.0.1:15002"],
    ["sc://[::1]:443/;use_ssl=true", "sc://[::1]:443"],
    [`sc://cluster:1/;token=${SECRET};user_id=ada`, "sc://cluster:1"],
  ])("%s is told as %s", (text, told) => {
    expect(String(parseSparkAddress(text))).toBe(told);
  });

  it("holds what Spark's clients know, percent-decoded, and the rest as headers", () => {
    const address = parseSparkAddress(
      "sc://h/;user_id=ada%20l;user_agent=me;session_id=00112233-4455-6677-8899-aabbccddeeff;X-Cluster=a=b;use_ssl=TRUE;token=%41b",
    );
    expect(address.userId).toBe("ada l");
    expect(address.userAgent).toBe("me");
    expect(address.sessionId).toBe("00112233-4455-6677-8899-aabbccddeeff");
    expect(address.token()).toBe("Ab");
    expect([...address.headers()]).toEqual([["x-cluster", "a=b"]]);
  });

  it.each([
    ["sc://h", undefined, false],
    ["sc://h/;use_ssl=true", undefined, true],
    ["sc://h/;use_ssl=false", undefined, false],
    ["sc://h/;use_ssl=false", "t", true],
    ["sc://127.0.0.1", "t", true],
    ["sc://localhost", "t", false],
    ["sc://localhost/;use_ssl=true", "t", true],
  ])("%s with the token %s: encrypted %s, as pyspark does", (text, token, encrypted) => {
    expect(parseSparkAddress(text).usesTls(token)).toBe(encrypted);
  });

  it("shows neither token nor headers, however it is printed", () => {
    const address = parseSparkAddress(`sc://h/;token=${SECRET};x-key=${SECRET}`);
    const shown = [
      inspect(address, { depth: 9, showHidden: true, getters: true }),
      JSON.stringify(address),
      String(address),
      JSON.stringify({ ...address }),
      Object.values(address).join(" "),
    ];
    for (const text of shown) expect(text).not.toContain(SECRET);
  });

  it.each([
    [`https://${SECRET}`, "it does not begin with sc://"],
    ["sc://", "it names no host"],
    ["sc://:15002", "its host and port cannot be told apart"],
    ["sc://h:0", "0 is no port"],
    ["sc://h:99999", "99999 is no port"],
    [`sc://h/${SECRET}`, "more than a host comes after sc://"],
    [`sc://ada:${SECRET}@h`, "it has a user name or password before the host"],
    [`sc://h/;user_id=a;${SECRET}`, "setting 2 is not name=value"],
    [`sc://h/;token=${SECRET}%zz`, "the value of token is not percent-encoded"],
    [`sc://h/;token=${SECRET}%0a`, "the value of token has signs that no header can hold"],
    ["sc://h/;token=", "its token is empty"],
    [`sc://h/;session_id=${SECRET}`, "its session_id is no UUID"],
  ])("%s is refused without repeating what may be secret", (text, finding) => {
    const read = (): unknown => parseSparkAddress(text);
    expect(read).toThrow(SyntaxError);
    expect(read).toThrow(`Cannot read the address of Spark: ${finding}`);
    expect(read).not.toThrow(SECRET);
  });
});
