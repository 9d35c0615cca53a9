// @ts-check
import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { protosOf } from "./jar.mjs";

/** @param {Record<string, string>} files */
async function jarOf(files) {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
  return writer.close();
}

test("of a jar Spark Connect's own proto files are taken, by name", async () => {
  const jar = await jarOf({
    "spark/connect/types.proto": "types",
    "spark/connect/base.proto": "base",
    "spark/connect/example_plugins.proto": "examples",
    "google/rpc/status.proto": "status",
    "org/apache/spark/Some.class": "code",
  });
  const found = [...(await protosOf(jar))].map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString(),
  ]);
  expect(found).toEqual([
    ["spark/connect/base.proto", "base"],
    ["spark/connect/types.proto", "types"],
  ]);
});

test("a jar without proto files is another one", async () => {
  const jar = await jarOf({ "org/apache/spark/Some.class": "code" });
  await expect(protosOf(jar)).rejects.toThrow(
    "Cannot read Spark's proto files: the jar holds none",
  );
});
