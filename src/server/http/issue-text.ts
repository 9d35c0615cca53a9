import type { z } from "@hono/zod-openapi";

type Issue = z.core.$ZodIssue;

/** What is wrong, in words that need no knowledge of the validator; messages of the contract's own stay. */
export function issueText(issue: Issue, target: string): string {
  switch (issue.code) {
    case "invalid_type":
      return typeText(issue, target);
    case "too_small":
      return boundText(issue, issue.minimum, "at least");
    case "too_big":
      return boundText(issue, issue.maximum, "at most");
    case "invalid_value":
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "invalid_union":
      return unionText(issue);
    case "unrecognized_keys":
      return `has names that are not known: ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}`;
    case "invalid_format":
      return FORMATS[issue.format] ?? issue.message;
    default:
      return issue.message;
  }
}

/** How messages of the validator end: the issues themselves do not hold what was given. */
const MISSING = "received undefined";
const SEVERAL = "received array";

const FORMATS: Readonly<Record<string, string>> = {
  datetime: "must be a time with its zone, such as 2026-11-29T17:00:00Z",
};

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function typeText(issue: Issue & { readonly code: "invalid_type" }, target: string): string {
  if (target === "query" && issue.message.endsWith(SEVERAL)) return "may be given only once";
  if (issue.message.endsWith(MISSING)) return "is missing";
  const kind = KINDS[issue.expected];
  return kind === undefined ? issue.message : `must be ${kind}`;
}

function boundText(
  issue: Issue & { readonly code: "too_small" | "too_big" },
  bound: number | bigint,
  word: "at least" | "at most",
): string {
  // What the contract says itself names the bound in its own words.
  if (issue.message.startsWith("must ")) return issue.message;
  if (word === "at least" && bound === 1 && issue.origin !== "number") return "must not be empty";
  if (issue.origin === "string") return `must have ${word} ${bound} characters`;
  if (issue.origin === "array") return `must have ${word} ${bound} entries`;
  return `must be ${word} ${bound}`;
}

/** No kind was meant in particular: tells which there are. */
function unionText({ errors }: Issue & { readonly code: "invalid_union" }): string {
  const kinds = errors.flat().map((issue) => {
    if (issue.code !== "invalid_type" || issue.path.length > 0) return undefined;
    return issue.expected === "object" ? undefined : KINDS[issue.expected];
  });
  const choices = [...new Set(kinds.filter((kind) => kind !== undefined))];
  return `must be ${choices.length > 0 ? choices.join(" or ") : "an object with personId, or with ratings"}`;
}

/** Of a value that may be of several kinds, what is wrong with the one that is meant, where that can be told. */
export function plainIssues(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const meant = issue.errors.filter((errors) => !errors.some(isOfOtherKind));
  if (meant.length !== 1) return [issue];
  return meant[0]!.flatMap((inner) =>
    plainIssues({ ...inner, path: [...issue.path, ...inner.path] }),
  );
}

/** Does it tell that another kind is meant: one of other names, or no object at all? */
function isOfOtherKind({ code, path, message }: Issue): boolean {
  if (code === "unrecognized_keys") return path.length === 0;
  if (code !== "invalid_type") return false;
  return path.length === 0 || (path.length === 1 && message.endsWith(MISSING));
}
