import { expect, test } from "vitest";
import { StorageFault, storageFault } from "./storage-fault.ts";

test.each([
  ["QuotaExceededError", "full"],
  ["VersionError", "newer"],
  ["SecurityError", "denied"],
  ["InvalidStateError", "denied"],
  ["UnknownError", "failed"],
])("%s of a browser means %s", (name, kind) => {
  const error = new DOMException("words of the browser", name);
  expect(storageFault(error)).toMatchObject({ kind, cause: error });
});

test("what is no error at all is a failure too, and a fault stays what it is", () => {
  expect(storageFault(null).kind).toBe("failed");
  const fault = new StorageFault("slow");
  expect(storageFault(fault)).toBe(fault);
});

test("the message says why and what to do", () => {
  const { message } = new StorageFault("full");
  expect(message).toMatch(/no room left for this page\. Make room/u);
});
