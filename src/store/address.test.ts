import { expect, test } from "vitest";
import { checkAddress, isServerAddress } from "./address.ts";
import { openStore } from "./open-store.ts";

test.each([
  "mysql://u:secret@host/db",
  "sqlite:secret",
  "file:///secret.sqlite",
  "http://u:secret@h",
  "postgres:/secret",
  "Postgres+x://secret",
])("%s is refused without what may be secret, and what is taken is said", async (address) => {
  await expect(openStore(address)).rejects.toMatchObject({
    ...{ name: "StoreError", fault: "foreign" },
    message: expect.stringMatching(
      /^Cannot open the store: (?!.*secret).*; give the path of a file, or postgres:/u,
    ),
  });
});

test("an empty address is refused", async () => {
  await expect(openStore("")).rejects.toThrow("its address is empty");
});

test.each(["C:\\data\\a.sqlite", "a.sqlite", "./a:b", "/a:b", ":memory:", "postgresql://h/d"])(
  "%s is an address",
  (address) => {
    expect(() => checkAddress(address)).not.toThrow();
    expect(isServerAddress(address)).toBe(address.startsWith("postgres"));
  },
);
