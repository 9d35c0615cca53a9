import { describe, expect, test } from "vitest";
import {
  AbortedError,
  CheckpointError,
  DataError,
  DataSetError,
  DownloadError,
  ERROR_CODES,
  ModelFileError,
  RecommenderError,
  ServiceError,
  SparkError,
  StoreError,
  TrainingDivergedError,
  WriteError,
  throwIfAborted,
} from "./errors.ts";

const cause = new TypeError("why");
const ALL = [
  { error: new AbortedError("Cannot train"), name: "AbortedError", code: "E_ABORTED" },
  { error: new CheckpointError("x", { cause }), name: "CheckpointError", code: "E_CHECKPOINT" },
  { error: new DataError("x", {}, { cause }), name: "DataError", code: "E_DATA" },
  { error: new DataSetError("x", { cause }), name: "DataSetError", code: "E_DATA_SET" },
  { error: new TrainingDivergedError("x", 3), name: "TrainingDivergedError", code: "E_DIVERGED" },
  { error: new DownloadError("x", "u", 404, { cause }), name: "DownloadError", code: "E_DOWNLOAD" },
  { error: new ModelFileError("x", { cause }), name: "ModelFileError", code: "E_MODEL_FILE" },
  {
    error: new ServiceError(
      "x",
      { status: 503, problem: "overloaded", requestId: "r", retryAfter: 1, errors: [] },
      { cause },
    ),
    name: "ServiceError",
    code: "E_SERVICE",
  },
  { error: new SparkError("x", "lost", { cause }), name: "SparkError", code: "E_SPARK" },
  { error: new StoreError("x", "full", { cause }), name: "StoreError", code: "E_STORE" },
  { error: new WriteError("x", "a.bin", { cause }), name: "WriteError", code: "E_WRITE" },
];

describe("errors", () => {
  test.each(ALL)("$name has its own name and the code $code", ({ error, name, code }) => {
    expect(error).toBeInstanceOf(RecommenderError);
    expect(error).toBeInstanceOf(Error);
    expect({ name: error.name, code: error.code }).toEqual({ name, code });
  });

  test("have every code once", () => {
    expect(ALL.map(({ code }) => code)).toEqual(ERROR_CODES);
    expect(Object.isFrozen(ERROR_CODES)).toBe(true);
  });

  test("keep their cause where they take one", () => {
    const withCause = ALL.filter(({ error }) => error.cause !== undefined);
    expect(withCause.map(({ error }) => error.cause)).toEqual(Array(9).fill(cause));
  });

  test("carry what a caller needs", () => {
    expect(new TrainingDivergedError("x", 3).epoch).toBe(3);
    expect(new DownloadError("x", "http://127.0.0.1/", 404)).toMatchObject({
      url: "http://127.0.0.1/",
      status: 404,
    });
    expect(new WriteError("x", "a.bin").file).toBe("a.bin");
    expect(new StoreError("x", "full").fault).toBe("full");
  });
});

describe("the place of a DataError", () => {
  test.each([
    [{}, "no"],
    [{ file: "u.data" }, "u.data: no"],
    [{ file: "u.data", line: 7 }, "u.data:7: no"],
    [{ file: "u.data", line: 7, column: 3 }, "u.data:7:3: no"],
    [{ line: 7 }, "input:7: no"],
  ])("%o stands before the message: %s", (place, message) => {
    const error = new DataError("no", place);
    expect(error.message).toBe(message);
    const { file, line, column } = error;
    expect({ file, line, column }).toEqual({
      file: undefined,
      line: undefined,
      column: undefined,
      ...place,
    });
  });
});

describe("throwIfAborted()", () => {
  test("says nothing without a signal, or before it is set", () => {
    expect(() => throwIfAborted("Cannot train", undefined)).not.toThrow();
    expect(() => throwIfAborted("Cannot train", { aborted: false })).not.toThrow();
  });

  test("throws an AbortedError once the signal is set", () => {
    const signal = AbortSignal.abort();
    expect(() => throwIfAborted("Cannot train", signal)).toThrow(AbortedError);
    expect(() => throwIfAborted("Cannot train", signal)).toThrow("Cannot train: interrupted");
  });
});
