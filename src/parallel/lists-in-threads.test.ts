import { describe, expect, test } from "vitest";
import { handMadeModel } from "../../test/support/hand-made-model.ts";
import { AbortedError, DataError } from "../core/errors.ts";
import { Random } from "../core/random.ts";
import type { PeopleLists } from "../core/taste/lists-of-people.ts";
import { listsOfPeople } from "../core/taste/lists-of-people.ts";
import { PICKS_DEFAULTS } from "../core/taste/picks-options.ts";
import type { ListsWork } from "./lists-in-threads.ts";
import { BLOCK_PEOPLE, listsInThreads } from "./lists-in-threads.ts";
import type { ListsOrder } from "./messages.ts";
import { serveLists } from "./serve-lists.ts";
import type { Threads } from "./threads.ts";

const PEOPLE = 3 * BLOCK_PEOPLE + 5;
const random = new Random(3);
const model = handMadeModel(
  Array.from({ length: 40 }, (_, id) => ({
    id,
    features: [random.normal(), random.normal(), random.normal()],
    count: 1 + random.below(50),
  })),
  { users: ["ann", "bob"] },
);
const ratings = {
  rowStart: Uint32Array.from({ length: PEOPLE + 1 }, (_, k) => 2 * k),
  colIndex: Uint32Array.from({ length: 2 * PEOPLE }, (_, k) => (k * 7) % 40),
  value: Float32Array.from({ length: 2 * PEOPLE }, (_, k) => 1 + (k % 5)),
};

/** Threads that are none: each answers after what is at hand, the second one late. */
function fakeThreads(count: number, told: { orders: number[][]; stopped: number }): Threads {
  return {
    count,
    start({ onMessage }) {
      const late = told.orders.length % 2 === 1;
      const orders: number[] = [];
      told.orders.push(orders);
      let isStopped = false;
      const take = serveLists((news) => {
        if (!isStopped) onMessage(structuredClone(news));
      });
      return {
        post: (message) => {
          const order = structuredClone(message) as ListsOrder;
          if (order.kind === "lists of") orders.push(order.first);
          setTimeout(() => take(order), late ? 5 : 0);
        },
        stop: () => {
          isStopped = true;
          told.stopped++;
        },
      };
    },
  };
}

async function all(
  work: Omit<ListsWork, "model" | "ratings" | "settings">,
): Promise<PeopleLists[]> {
  const lists: PeopleLists[] = [];
  const blocks = listsInThreads({ model, ratings, settings: PICKS_DEFAULTS, ...work });
  for await (const block of blocks) {
    expect(block.first).toBe(lists.length * BLOCK_PEOPLE);
    lists.push(block.lists);
  }
  return lists;
}

describe("listsInThreads()", () => {
  test("has the lists of one thread, in the order of the people, whatever the number of threads", async () => {
    const whole = listsOfPeople(model, ratings, PICKS_DEFAULTS, 0, PEOPLE);
    for (const count of [1, 2, 3, 9]) {
      const told = { orders: [], stopped: 0 };
      const lists = await all({ threads: fakeThreads(count, told) });
      expect(lists.flatMap(({ rows }) => [...rows])).toEqual([...whole.rows]);
      expect(lists.flatMap(({ counts }) => [...counts])).toEqual([...whole.counts]);
      expect(lists.flatMap(({ rated }) => [...rated])).toEqual([...whole.rated]);
      expect(lists.flatMap(({ numbers }) => [...numbers])).toEqual([...whole.numbers]);
      expect(told.stopped).toBe(Math.min(count, 4)); // no more threads than blocks
    }
  });

  test("asks for few blocks ahead, so that memory does not grow with people", async () => {
    const told: { orders: number[][]; stopped: number } = { orders: [], stopped: 0 };
    const blocks = listsInThreads({
      ...{ model, ratings, settings: PICKS_DEFAULTS },
      threads: fakeThreads(1, told),
    });
    await blocks.next();
    expect(told.orders).toEqual([[0, BLOCK_PEOPLE]]);
    await blocks.return();
    expect(told.stopped).toBe(1);
  });

  test("stops when it is told to, and ends the threads", async () => {
    const told = { orders: [], stopped: 0 };
    const threads = fakeThreads(2, told);
    await expect(all({ threads, signal: { aborted: true } })).rejects.toBeInstanceOf(AbortedError);
    expect(told.stopped).toBe(2);
  });

  test("passes on what went wrong in a thread, and ends all of them", async () => {
    let stopped = 0;
    const threads: Threads = {
      count: 2,
      start: ({ onMessage }) => ({
        post: (order) => {
          if ((order as ListsOrder).kind !== "lists of") return;
          setTimeout(() => onMessage({ kind: "failed", name: "DataError", message: "no" }));
        },
        stop: () => void stopped++,
      }),
    };
    await expect(all({ threads })).rejects.toThrow(new DataError("no"));
    expect(stopped).toBe(2);
    const dying: Threads = {
      count: 1,
      start: ({ onFailure }) => ({
        post: () => setTimeout(() => onFailure(new Error("out of memory"))),
        stop: () => undefined,
      }),
    };
    await expect(all({ threads: dying })).rejects.toThrow("out of memory");
  });
});

test("serveLists() tells of a model that is none", () => {
  const news: unknown[] = [];
  const take = serveLists((told) => news.push(told));
  take({ kind: "lists start", model: Uint8Array.of(1), ratings, settings: PICKS_DEFAULTS });
  expect(news).toEqual([expect.objectContaining({ kind: "failed", name: "ModelFileError" })]);
});
