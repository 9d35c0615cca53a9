import { describe, expect, test } from "vitest";

describe("a test that prints fails, whether through", () => {
  test.fails("console.log()", () => {
    expect(() => console.log("x")).not.toThrow();
  });

  test.fails("console.error()", () => {
    expect(() => console.error("x")).not.toThrow();
  });

  test.fails("process.stdout", () => {
    expect(() => process.stdout.write("x")).not.toThrow();
  });

  test.fails("process.stderr", () => {
    expect(() => process.stderr.write("x")).not.toThrow();
  });
});
