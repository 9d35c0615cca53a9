import { expect, test } from "vitest";
import { META_POLICY, SECURITY_HEADERS } from "../http/security-headers.ts";
import { withPolicy } from "./static-page.ts";

test("the policy of the header, but for what a page cannot say of itself, comes first in the page", () => {
  const page = '<head>\n    <meta charset="utf-8" />\n    <script src="a.js"></script></head>';
  const policy = /content="(?<policy>[^"]*)"/u.exec(withPolicy(page))?.groups?.["policy"];
  expect(`${policy}; frame-ancestors 'none'`).toBe(SECURITY_HEADERS["Content-Security-Policy"]);
  expect(policy).toBe(META_POLICY);
  expect(withPolicy(page).indexOf(META_POLICY)).toBeLessThan(withPolicy(page).indexOf("<script"));
});

test.each([
  ["<head></head>"],
  ['<script></script><meta charset="utf-8" />'],
  ['<meta charset="utf-8" /><meta charset="utf-8" />'],
])("a page that does not begin as expected is an error: %s", (page) => {
  expect(() => withPolicy(page)).toThrow(SyntaxError);
});
