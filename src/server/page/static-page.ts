import { META_POLICY } from "../http/security-headers.ts";

const AFTER = '<meta charset="utf-8" />';

/**
 * The page for hosts that send no headers of ours: its policy stands in the page, before anything that it
 * governs.
 *
 * @throws {SyntaxError} if the page does not begin as expected.
 */
export function withPolicy(html: string): string {
  const [before, after, ...more] = html.split(AFTER);
  if (
    before === undefined ||
    after === undefined ||
    more.length > 0 ||
    before.includes("<script")
  ) {
    throw new SyntaxError(`Cannot put the policy into the page: it needs ${AFTER}, once and first`);
  }
  const policy = `<meta http-equiv="Content-Security-Policy" content="${META_POLICY}" />`;
  return `${before}${AFTER}\n    ${policy}${after}`;
}
