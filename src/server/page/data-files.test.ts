import { expect, test } from "vitest";
import { memoryFiles } from "../../io/memory-files.ts";
import { dataFiles } from "./data-files.ts";

const WHOLE = memoryFiles("dropped", {
  "u.data": "1\t2\t3\t4\n",
  "u.item": "1|Heat",
  "u.user": "1|24|M",
});

async function texts(files: ReturnType<typeof dataFiles>): Promise<Record<string, string>> {
  const pairs = files.map(
    async ({ path, read }) => [path, new TextDecoder().decode(await read())] as const,
  );
  return Object.fromEntries(await Promise.all(pairs));
}

test("ratings and films are served, what tells of people is not", async () => {
  expect(await texts(dataFiles([{ name: "ml-100k", files: WHOLE }]))).toEqual({
    "data/index.json":
      '{"dataSets":[{"name":"ml-100k","files":["data/ml-100k/u.data","data/ml-100k/u.item"]}]}\n',
    "data/ml-100k/u.data": "1\t2\t3\t4\n",
    "data/ml-100k/u.item": "1|Heat",
  });
});

test("without data the list is there and empty", async () => {
  expect(await texts(dataFiles([]))).toEqual({ "data/index.json": '{"dataSets":[]}\n' });
});

test("a set that lacks a file is as good as none", async () => {
  const half = memoryFiles("dropped", { "u.data": "1\t2\t3\t4\n" });
  const files = await texts(dataFiles([{ name: "ml-100k", files: half }]));
  expect(files).toEqual({ "data/index.json": '{"dataSets":[]}\n' });
});
