import { expect, test } from "vitest";
import { makeApiKey } from "./api-key.ts";
import { RateLimits } from "./rate-limit.ts";

const keyOf = (rate: number) => makeApiKey({ name: "", scopes: [], rate, createdAt: 0 }).key;

async function counted(
  limits: RateLimits,
  key: ReturnType<typeof keyOf>,
  times: number,
): Promise<number> {
  const asks = Array.from({ length: times }, async () => await limits.count(key));
  const results = await Promise.allSettled(asks);
  return results.filter(({ status }) => status === "fulfilled").length;
}

test("each key has its own rate, and a second's worth may come at once", async () => {
  const limits = new RateLimits();
  const [slow, alsoSlow, fast] = [keyOf(5), keyOf(5), keyOf(50)];
  expect(await counted(limits, slow, 20)).toBe(5);
  expect(await counted(limits, alsoSlow, 5)).toBe(5);
  expect(await counted(limits, fast, 60)).toBe(50);
});

test("0 is no limit", async () => {
  expect(await counted(new RateLimits(), keyOf(0), 5000)).toBe(5000);
});

test("who asked too often is told when to come again, and is let in then", async () => {
  const limits = new RateLimits();
  const key = keyOf(1);
  await limits.count(key);
  const error: unknown = await limits.count(key).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "too-many-requests", told: { retryAfter: 1 } });
  await new Promise((done) => setTimeout(done, 1100));
  await limits.count(key);
});
