import { expect, test } from "vitest";
import { storeAddress } from "./store-address.ts";

const env = { HOME: "/home/ann" };

test.each([
  ["what is typed", "kept.sqlite", { DATABASE_URL: "postgres://h/d" }, "/work/kept.sqlite"],
  ["a whole path", "/srv/kept.sqlite", {}, "/srv/kept.sqlite"],
  ["Postgres, typed", "postgresql://u:p@h/d?a=b", {}, "postgresql://u:p@h/d?a=b"],
  [
    "DATABASE_URL",
    undefined,
    { DATABASE_URL: "postgres://h/d", MATINEE_STORE: "x" },
    "postgres://h/d",
  ],
  ["MATINEE_STORE", undefined, { MATINEE_STORE: "x.sqlite" }, "/work/x.sqlite"],
  ["XDG_DATA_HOME", undefined, { XDG_DATA_HOME: "/data" }, "/data/matinee/store.sqlite"],
  [
    "no relative XDG_DATA_HOME",
    undefined,
    { XDG_DATA_HOME: "data" },
    "/home/ann/.local/share/matinee/store.sqlite",
  ],
  [
    "nothing that is empty",
    "",
    { DATABASE_URL: "", MATINEE_STORE: "" },
    "/home/ann/.local/share/matinee/store.sqlite",
  ],
])("the store is where %s says", (_, flag, more, address) => {
  expect(storeAddress(flag, { env: { ...env, ...more }, cwd: "/work" })).toBe(address);
});
