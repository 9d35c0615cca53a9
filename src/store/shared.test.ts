import { expect, test } from "vitest";
import { sharedNext, sharedNow } from "./shared.ts";

/** Work that ends when it is told to. */
function heldWork() {
  const ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  const work = async (): Promise<void> =>
    await new Promise((resolve, reject) => ends.push({ resolve, reject }));
  return { ends, work };
}

const turn = async (): Promise<void> => await new Promise(setImmediate);

test("those who ask while it is under way share the next time", async () => {
  const { ends, work } = heldWork();
  const ask = sharedNext(work);
  const first = ask();
  await turn();
  const done: number[] = [];
  const others = [1, 2].map(async (k) => await ask().then(() => done.push(k)));
  await turn();
  expect(ends).toHaveLength(1);
  ends[0]!.reject(new RangeError("no"));
  await expect(first).rejects.toThrow("no");
  await turn();
  expect([ends.length, done]).toEqual([2, []]);
  ends[1]!.resolve();
  await Promise.all(others);
  expect(done).toEqual([1, 2]);
});

test("those who ask while it is under way get its outcome", async () => {
  const { ends, work } = heldWork();
  const ask = sharedNow(work);
  const both = [ask(), ask()];
  ends[0]!.resolve();
  await Promise.all(both);
  const again = ask();
  expect(ends).toHaveLength(2);
  ends[1]!.reject(new RangeError("no"));
  await expect(again).rejects.toThrow("no");
});
