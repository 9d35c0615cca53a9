import { expect, test } from "vitest";
import { storeAddress, storeHint } from "./store-address.ts";

const URL = "postgres://u:p@host/db";

test.each([
  [
    "the flag before all else",
    "a.sqlite",
    { DATABASE_URL: URL, MATINEE_STORE: "b" },
    "/at/a.sqlite",
  ],
  ["a flag that is a URL", "postgresql://host/db", {}, "postgresql://host/db"],
  ["DATABASE_URL before MATINEE_STORE", undefined, { DATABASE_URL: URL, MATINEE_STORE: "b" }, URL],
  ["MATINEE_STORE", undefined, { DATABASE_URL: "", MATINEE_STORE: "b/c" }, "/at/b/c"],
  ["a URL in MATINEE_STORE", undefined, { MATINEE_STORE: URL }, URL],
  ["XDG_DATA_HOME", undefined, { XDG_DATA_HOME: "/data" }, "/data/matinee/store.sqlite"],
  [
    "the home folder",
    undefined,
    { XDG_DATA_HOME: "data", HOME: "/h" },
    "/h/.local/share/matinee/store.sqlite",
  ],
])("the store is that of %s", (_, flag, env, address) => {
  expect(storeAddress(flag, { env, cwd: "/at" })).toBe(address);
});

test("an empty --store, and an address of another kind, is refused", () => {
  const place = { env: {}, cwd: "/at" };
  expect(() => storeAddress("", place)).toThrow("--store must not be empty");
  expect(() => storeAddress("mysql://u:secret@h/d", place)).toThrow(/"mysql:" is none/u);
});

test.each([
  [undefined, ""],
  ["kept/here.sqlite", " --store kept/here.sqlite"],
  ["my store.sqlite", ' --store "my store.sqlite"'],
  ["postgres://me:secret@host:5432/db", " --store postgres://…@host:5432/db"],
])(
  "a command that is named in a message names --store %s as it was given, without a password",
  (flag, hint) => {
    expect(storeHint(flag)).toBe(hint);
  },
);
