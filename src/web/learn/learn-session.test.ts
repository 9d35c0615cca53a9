import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AskOptions, CoreClient } from "../core-client.ts";
import type { LearnNews, LearnSource } from "../messages.ts";
import { LearnSession } from "./learn-session.ts";

const NOTHING = new Float32Array(0);
const SHOWN = { x: NOTHING, y: NOTHING, vectors: NOTHING, watched: [] };
const RESULT = { seconds: 0.1, picks: [] };
const MADE_UP: LearnSource = { kind: "made up" };
const ZIP: LearnSource = { kind: "file", name: "mine.zip", file: new Blob([]) };
const OWN = [{ title: "Heat", year: 1995, rating: 4, mark: undefined }];

interface Asked {
  readonly name: string;
  readonly given: readonly unknown[];
  readonly options: AskOptions;
  answer(value?: unknown): void;
  fail(message: string): void;
}

/** A session, and what it asks the worker; answers come when the test gives them. */
function open(): { session: LearnSession; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = (name: string, given: readonly unknown[], options: AskOptions): Promise<unknown> =>
    new Promise((resolve, reject) => {
      options.signal?.addEventListener("abort", () => reject(options.signal!.reason as Error));
      const fail = (message: string): void => reject(new Error(message));
      asked.push({ name, given, options, answer: resolve, fail });
    });
  return { session: new LearnSession({ ask } as CoreClient, "at once"), asked };
}

function tell({ options }: Asked, epoch: number): void {
  const [trainError, heldOutError] = [1, 1];
  const news: LearnNews = {
    ...{ kind: "epoch", epoch, epochs: 9, trainError, heldOutError, shown: SHOWN },
  };
  options.onNews!(news);
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a session of learning", () => {
  test("goes on while nobody looks, and keeps what came of it", async () => {
    const { session, asked } = open();
    const leave = session.subscribe(() => undefined);
    session.play(MADE_UP, OWN);
    tell(asked[0]!, 0);
    leave();
    tell(asked[0]!, 1);
    asked[0]!.answer(RESULT);
    await settle();
    const { run, status, finished } = session.state();
    expect(status).toBe("done");
    expect(run!.rows.map(({ epoch }) => epoch)).toEqual([0, 1]);
    expect(run!.origin).toEqual({ source: MADE_UP, rated: 1 });
    expect(finished).toEqual([run]);
  });

  test("stays paused, and goes on from there", async () => {
    const { session, asked } = open();
    session.play(MADE_UP, OWN);
    session.pause();
    await settle();
    tell(asked[0]!, 0);
    await settle();
    expect(session.state()).toMatchObject({ status: "paused", run: { rows: [] } });
    session.resume();
    await settle();
    expect(session.state()).toMatchObject({ status: "playing", run: { rows: [{ epoch: 0 }] } });
  });

  test("gives a run up where it is stopped or another one begins", async () => {
    const { session, asked } = open();
    session.play(MADE_UP, OWN);
    session.stop();
    expect(session.state().status).toBe("stopped");
    session.play(MADE_UP, OWN);
    session.choose({ factors: 3, weightDecay: false, seed: 2 });
    session.play(MADE_UP, OWN);
    await settle();
    expect(asked.map(({ options }) => options.signal!.aborted)).toEqual([true, true, false]);
    expect(session.state()).toMatchObject({ status: "playing", failure: undefined });
    expect(asked[2]!.given[0]).toMatchObject({ factors: 3, weightDecay: false, seed: 2 });
  });

  test("says what a run failed of, once", async () => {
    const { session, asked } = open();
    session.play(MADE_UP, OWN);
    asked[0]!.fail("no memory");
    await settle();
    expect(session.state()).toMatchObject({ status: "failed", failure: "no memory" });
    session.play(MADE_UP, OWN);
    expect(session.state()).toMatchObject({ status: "playing", failure: undefined });
  });
});

describe("a file", () => {
  test("is chosen when it was looked into", async () => {
    const { session, asked } = open();
    const chosen = session.chooseSource(ZIP);
    expect(session.state().look).toEqual({ name: "mine.zip", wrong: undefined });
    expect(session.state().source).toBeUndefined();
    expect(asked[0]!).toMatchObject({ name: "checkMovieLens", given: [ZIP] });
    asked[0]!.answer();
    await chosen;
    expect(session.state()).toMatchObject({ source: ZIP, look: undefined });
  });

  test("that is of no use leaves what was chosen before, and says why", async () => {
    const { session, asked } = open();
    await session.chooseSource(MADE_UP);
    const chosen = session.chooseSource(ZIP);
    asked[0]!.fail("mine.zip is no archive");
    await chosen;
    const look = { name: "mine.zip", wrong: "mine.zip is no archive" };
    expect(session.state()).toMatchObject({ source: MADE_UP, look });
    session.play(MADE_UP, OWN);
    expect(session.state().look).toBeUndefined();
  });

  test("is not waited for where something else is chosen meanwhile", async () => {
    const { session, asked } = open();
    const first = session.chooseSource(ZIP);
    await session.chooseSource(MADE_UP);
    await first;
    expect(asked[0]!.options.signal!.aborted).toBe(true);
    expect(session.state()).toMatchObject({ source: MADE_UP, look: undefined });
  });
});
