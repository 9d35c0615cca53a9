import { describe, expect, test } from "vitest";
import { FakeKeyboard } from "../../../test/support/fake-keyboard.ts";
import { AbortedError } from "../../index.ts";
import { readKeys } from "./keys.ts";

const NEVER = new AbortController().signal;

async function all(keyboard: FakeKeyboard, signal: AbortSignal = NEVER): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of readKeys(keyboard, { action: "Cannot ask", signal })) keys.push(key);
  return keys;
}

describe("readKeys()", () => {
  test("names keys that have no character, and passes over what it does not know as one key", async () => {
    const keyboard = new FakeKeyboard("4n \u001b[C\u001b[D\u007f\r\u001b[1;5C\u001b[3~é\u0004x");
    expect(await all(keyboard)).toEqual([
      ...["4", "n", "space", "right", "left", "backspace", "enter"],
      ...["\u001b[1;5C", "\u001b[3~", "é"],
    ]);
    expect(keyboard.rawModes).toEqual([true, false]);
  });

  test("puts a character together that comes in two pieces", async () => {
    const keyboard = new FakeKeyboard();
    const [first, second] = Buffer.from("é");
    keyboard.write(Buffer.from([first!]));
    keyboard.write(Buffer.from([second!]));
    keyboard.end();
    expect(await all(keyboard)).toEqual(["é"]);
  });

  test("ends with the input", async () => {
    const keyboard = new FakeKeyboard("5");
    keyboard.end();
    expect(await all(keyboard)).toEqual(["5"]);
    expect(keyboard.rawModes).toEqual([true, false]);
  });

  test("Ctrl-C is an interrupt", async () => {
    const keyboard = new FakeKeyboard("5\u0003");
    await expect(all(keyboard)).rejects.toThrow(AbortedError);
    expect(keyboard.rawModes).toEqual([true, false]);
  });

  test("a signal is one too, before and while it waits", async () => {
    const keyboard = new FakeKeyboard();
    const stop = new AbortController();
    const reading = all(keyboard, stop.signal);
    stop.abort();
    await expect(reading).rejects.toThrow(AbortedError);
    expect(keyboard.rawModes).toEqual([true, false]);
    await expect(all(new FakeKeyboard(), stop.signal)).rejects.toThrow(AbortedError);
  });

  test("an error of the stream is passed on, and the terminal is as before", async () => {
    const keyboard = new FakeKeyboard();
    const reading = all(keyboard);
    keyboard.destroy(new Error("EIO"));
    await expect(reading).rejects.toThrow("EIO");
    expect(keyboard.rawModes).toEqual([true, false]);
  });

  test("a reader that has enough gives the terminal back", async () => {
    const keyboard = new FakeKeyboard("12");
    for await (const key of readKeys(keyboard, { action: "Cannot ask", signal: NEVER })) {
      expect(key).toBe("1");
      break;
    }
    expect(keyboard.rawModes).toEqual([true, false]);
    expect(keyboard.isPaused()).toBe(true);
    expect(keyboard.listenerCount("data")).toBe(0);
  });
});
