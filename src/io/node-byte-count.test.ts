import { expect, test } from "vitest";
import { byteCount } from "./node-byte-count.ts";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [1023, "1023 bytes"],
  [1024, "1.0 KiB"],
  [10_239, "10 KiB"],
  [4_924_029, "4.7 MiB"],
  [2 ** 20 - 1, "1.0 MiB"],
  [261_978_986, "250 MiB"],
  [256 * 2 ** 20, "256 MiB"],
  [2 ** 50, "1024 TiB"],
])("byteCount(%i) is %s", (bytes, words) => {
  expect(byteCount(bytes)).toBe(words);
});
