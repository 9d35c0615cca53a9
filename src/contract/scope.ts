/** What an API key allows; each by itself, so a key that only writes reads nothing. */
export type Scope = "read" | "write" | "admin";

/** All scopes. */
export const SCOPES: readonly Scope[] = Object.freeze(["read", "write", "admin"]);

/** Where a route of the contract says what it needs; `none` is answered to anyone. */
export const SCOPE_KEY = "x-scope";
