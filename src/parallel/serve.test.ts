import { expect, test } from "vitest";
import type { ListsOrder, News, Order } from "./messages.ts";
import { serve } from "./serve.ts";
import { serveLists } from "./serve-lists.ts";

function answersTo(order: unknown): readonly News[] {
  const news: News[] = [];
  serve((told) => news.push(told))(order as Order);
  return news;
}

test("an order that a thread does not know is answered with a failure, not as done", () => {
  const message =
    'Cannot do "count stars": this thread does not know it; start threads of the same version of matinee';
  expect(answersTo({ kind: "count stars" })).toEqual([{ kind: "failed", name: "Error", message }]);
});

test.each([
  { kind: "als half", side: "users", isFirst: true, course: { backward: false, passes: 1 } },
  { kind: "descent task", task: { kind: "measure" } },
])("$kind without a start is answered with a failure", (order) => {
  const message = `Cannot do "${order.kind}": it came before its start; start threads of the same version of matinee`;
  expect(answersTo(order)).toEqual([{ kind: "failed", name: "Error", message }]);
});

test("lists without a start are answered with a failure", () => {
  const news: News[] = [];
  const order: ListsOrder = { kind: "lists of", first: 0, end: 1 };
  serveLists((told) => news.push(told))(order);
  expect(news).toEqual([
    expect.objectContaining({ message: expect.stringContaining("it came before its start") }),
  ]);
});
