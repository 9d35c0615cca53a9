import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { WriteError } from "../core/errors.ts";
import { asWriteError, errnoOf, readFault, writeFault, writing } from "./node-disk-fault.ts";

const FILE = join("films", "picks.json");

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: raw words`), { code });
}

test("errnoOf() knows the operating system's codes from all others", () => {
  expect(errnoOf(failure("ENOSPC"))).toBe("ENOSPC");
  expect(errnoOf(failure("ERR_INVALID_ARG_VALUE"))).toBeUndefined();
  expect(errnoOf(new Error("bare"))).toBeUndefined();
  expect(errnoOf("ENOSPC")).toBeUndefined();
});

describe("readFault()", () => {
  test.each([
    ["ENOENT", "there is no such file"],
    ["ENOTDIR", "a part of its path is a file, not a folder"],
    ["EISDIR", "it is a folder; name a file"],
    ["EACCES", "there is no permission to read it; change its access rights"],
    ["EPERM", "there is no permission to read it; change its access rights"],
    ["EMFILE", "too many files are open; close some programs"],
    ["EIO", "the disk reports a fault"],
    ["ELOOP", "its symbolic links lead round in a circle; name the file itself"],
    ["EWEIRD", "the system gave the error EWEIRD"],
  ])("puts %s in words", (code, words) => {
    expect(readFault(failure(code))).toBe(words);
  });
});

describe("writeFault()", () => {
  test.each([
    ["ENOSPC", "the disk is full; free some space or choose another folder"],
    ["EDQUOT", "the disk quota is used up; free some space or choose another folder"],
    ["EFBIG", "it is larger than the disk's format allows; choose another folder"],
    ["ENOENT", 'there is no folder "films"; create it or choose another one'],
    ["ENOTDIR", '"films" is a file, not a folder; choose another folder'],
    ["EISDIR", "it is a folder; name a file"],
    ["EACCES", 'there is no permission to write it in "films"; choose another folder'],
    ["EPERM", 'there is no permission to write it in "films"; choose another folder'],
    ["EROFS", "the disk is read-only; choose another folder"],
    ["ENAMETOOLONG", "its name is too long; choose a shorter one"],
    ["ENFILE", "too many files are open; close some programs"],
    ["ELOOP", "its symbolic links lead round in a circle; name the file itself"],
    ["EWEIRD", "the system gave the error EWEIRD"],
  ])("puts %s in words", (code, words) => {
    expect(writeFault(failure(code), FILE)).toBe(words);
  });
});

test("writeFault() does not call a folder missing that is there and takes no file", () => {
  const folder = temporaryFolder();
  expect(writeFault(failure("ENOENT"), join(folder, "x"))).toBe(
    `no file can be made in "${folder}"; choose another folder`,
  );
});

const isRoot = process.getuid?.() === 0;

test("writeFault() blames the folder for a file that may be written", async () => {
  const file = join(temporaryFolder(), "x");
  await writeFile(file, "");
  expect(writeFault(failure("EACCES"), file)).toContain("there is no permission to write it in");
});

test.skipIf(isRoot)(
  "writeFault() tells a protected file (skipped: root may write any)",
  async () => {
    const file = join(temporaryFolder(), "x");
    await writeFile(file, "", { mode: 0o400 });
    expect(writeFault(failure("EACCES"), file)).toBe(
      "it is write-protected; change its access rights or choose another name",
    );
  },
);

test("asWriteError() names the file and keeps the cause", () => {
  const cause = failure("EROFS");
  const error = asWriteError(FILE, cause);
  expect(error).toBeInstanceOf(WriteError);
  expect(error).toMatchObject({ code: "E_WRITE", file: FILE, cause });
  expect(error.message).toBe(
    `Cannot write "${FILE}": the disk is read-only; choose another folder`,
  );
});

test("writing() passes a result on and translates a failure", async () => {
  await expect(writing(FILE, Promise.resolve(3))).resolves.toBe(3);
  await expect(writing(FILE, Promise.reject(failure("EROFS")))).rejects.toBeInstanceOf(WriteError);
});
