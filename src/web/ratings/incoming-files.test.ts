import { describe, expect, test } from "vitest";
import type { CoreClient } from "../core-client.ts";
import type { ImportedFile } from "../messages.ts";
import { IncomingFiles } from "./incoming-files.ts";

const EMPTY = { found: [], ambiguous: [], unknown: [], leftOut: [], faults: [] };

/** A core whose answers are given by hand. */
function askedCore(): {
  readonly core: CoreClient;
  readonly answers: ((imported: ImportedFile | Error) => Promise<void>)[];
} {
  const answers: ((imported: ImportedFile | Error) => Promise<void>)[] = [];
  const ask = (): Promise<ImportedFile> =>
    new Promise((resolve, reject) => {
      answers.push(async (answer) => {
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
        await new Promise((done) => setTimeout(done));
      });
    });
  return { core: { ask } as unknown as CoreClient, answers };
}

function imported(file: string): ImportedFile {
  return { ...EMPTY, file, formatTitle: "Table (CSV)", rows: 0, advice: undefined };
}

function filesOf({ core }: ReturnType<typeof askedCore>): IncomingFiles {
  return new IncomingFiles(core, () => new Map());
}

describe("files on their way in", () => {
  test("are read one after the other, the next when the one before is done with", async () => {
    const asked = askedCore();
    const files = filesOf(asked);
    files.add([new File(["a"], "a.csv"), new File(["b"], "b.csv")]);
    expect(files.state()).toEqual({ current: { kind: "reading", name: "a.csv" }, waiting: 1 });
    await asked.answers[0]!(imported("a.csv"));
    expect(files.state().current).toMatchObject({ kind: "read", imported: { file: "a.csv" } });
    files.next();
    expect(files.state()).toEqual({ current: { kind: "reading", name: "b.csv" }, waiting: 0 });
    await asked.answers[1]!(imported("b.csv"));
    files.next();
    expect(files.state()).toEqual({ current: undefined, waiting: 0 });
  });

  test("say what is wrong with one, and go on with the next", async () => {
    const asked = askedCore();
    const files = filesOf(asked);
    const file = new File([""], "a.csv");
    files.add([file]);
    files.add([new File(["b"], "b.csv")]);
    await asked.answers[0]!(new Error("a.csv: Cannot read the export: the file is empty"));
    expect(files.state()).toEqual({
      current: {
        kind: "failed",
        isMovieLens: false,
        name: "a.csv",
        text: "a.csv: Cannot read the export: the file is empty",
        file,
      },
      waiting: 1,
    });
    files.next();
    expect(files.state().current).toEqual({ kind: "reading", name: "b.csv" });
  });

  test("an answer that comes after its file was put aside is let go", async () => {
    const asked = askedCore();
    const files = filesOf(asked);
    files.add([new File(["a"], "same.csv"), new File(["b"], "same.csv")]);
    files.next();
    await asked.answers[0]!(imported("the first"));
    expect(files.state().current).toEqual({ kind: "reading", name: "same.csv" });
  });

  test("tell their listeners, and keep what was chosen", async () => {
    const asked = askedCore();
    const files = filesOf(asked);
    let heard = 0;
    const stop = files.subscribe(() => heard++);
    files.add([new File(["a"], "a.csv")]);
    await asked.answers[0]!(imported("a.csv"));
    const choices = new Map();
    files.choose(choices);
    expect(files.state().current).toMatchObject({ choices });
    expect(heard).toBe(3);
    stop();
    files.next();
    expect(heard).toBe(3);
  });
});
