import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { runMatinee } from "../../../test/support/cli-run.ts";
import { runCli } from "../run-cli.ts";

interface Served {
  readonly url: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Presses Ctrl-C. */
  stop(): Promise<number>;
}

/** Starts `matinee serve` in this process, on a free port. */
async function serve(cwd: string, ...argv: readonly string[]): Promise<Served> {
  const stop = new AbortController();
  const stdout = new PassThrough({ encoding: "utf8" });
  const stderr = new PassThrough({ encoding: "utf8" });
  let [out, err] = ["", ""];
  stdout.on("data", (text: string) => (out += text));
  stderr.on("data", (text: string) => (err += text));
  const ended = runCli(["serve", "--port", "0", ...argv], {
    ...{ stdout, stderr, cwd, signal: stop.signal },
    env: { XDG_CACHE_HOME: join(cwd, "cache") },
  });
  onTestFinished(() => stop.abort());
  await Promise.race([once(stdout, "data"), ended]);
  return {
    url: /http:\S+\//u.exec(out)?.[0] ?? "",
    stdout: () => out,
    stderr: () => err,
    stop: () => {
      stop.abort();
      return ended;
    },
  };
}

describe("matinee serve", () => {
  test("prints the address, serves the page and the model, and ends quietly with 130", async () => {
    const served = await serve(temporaryFolder());
    expect(served.stdout()).toBe(`The page is at ${served.url}\n`);
    const page = await fetch(served.url);
    expect(page.headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
    expect(await page.text()).toContain("<title>matinee</title>");
    const path = "movielens-latest-small.safetensors";
    const model = await fetch(served.url + path, { method: "HEAD" });
    expect(Number(model.headers.get("Content-Length"))).toBeGreaterThan(2_000_000);
    expect((await fetch(`${served.url}LICENSE-MovieLens.md`)).status).toBe(200);
    expect(await served.stop()).toBe(130);
    expect(served.stderr()).toMatch(/Ctrl-C ends it\.\n$/u);
    await expect(fetch(served.url)).rejects.toThrow("fetch failed");
  });

  test("serves MovieLens 100K where this machine has it", async () => {
    const cwd = temporaryFolder();
    await mkdir(join(cwd, "data/ml-100k"), { recursive: true });
    await writeFile(join(cwd, "data/ml-100k/u.data"), "1\t2\t3\t4\n");
    await writeFile(join(cwd, "data/ml-100k/u.item"), "2|Heat\n");
    const { url, stderr } = await serve(cwd);
    expect(stderr()).toContain('"Watch it learn" learns from it');
    const list: unknown = await (await fetch(`${url}data/index.json`)).json();
    const files = ["data/ml-100k/u.data", "data/ml-100k/u.item"];
    expect(list).toEqual({ dataSets: [{ name: "ml-100k", files }] });
    expect(await (await fetch(`${url}data/ml-100k/u.data`)).text()).toBe("1\t2\t3\t4\n");
  });

  test("where it is not, the list is empty and nothing else is there", async () => {
    const { url, stderr } = await serve(temporaryFolder());
    expect(stderr()).toContain('"matinee data get ml-100k" gets it');
    expect(await (await fetch(`${url}data/index.json`)).json()).toEqual({ dataSets: [] });
    expect((await fetch(`${url}data/ml-100k/u.data`)).status).toBe(404);
  });

  test("goes without data that cannot be read, and says so", async () => {
    const cwd = temporaryFolder();
    await mkdir(join(cwd, "data"));
    await writeFile(join(cwd, "data/ml-100k.zip"), "no archive");
    const { url, stderr } = await serve(cwd);
    expect(stderr()).toMatch(/ml-100k\.zip: .*; the page\s+goes\s+without it/u);
    expect((await fetch(url)).status).toBe(200);
  });

  test("--json prints the address for programs, --quiet nothing else", async () => {
    const { url, stdout, stderr } = await serve(temporaryFolder(), "--json", "--quiet");
    expect(JSON.parse(stdout())).toEqual({ url, dataSets: [] });
    expect(stderr()).toBe("");
  });

  test.each(["0.0.0.0", "::", "192.168.1.7", "example.org", ""])(
    "refuses to be reached by others: --host %s",
    async (host) => {
      const result = await runMatinee({ cwd: temporaryFolder() }, "serve", "--host", host);
      expect(result.status).toBe(2);
      expect(result.stdout).toBe("");
      expect(result.stderr).toContain("leave out --host, or give 127.0.0.1, ::1 or localhost");
    },
  );

  test.each(["-1", "65536", "1.5"])("--port %s is wrong usage", async (port) => {
    const result = await runMatinee({ cwd: temporaryFolder() }, "serve", `--port=${port}`);
    expect(result.status).toBe(2);
    expect(result.stderr).toContain("--port must be");
  });

  test("a port that is taken is wrong usage, with the remedy", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const port = String((other.address() as AddressInfo).port);
    const result = await runMatinee({ cwd: temporaryFolder() }, "serve", "--port", port);
    expect(result.status).toBe(2);
    expect(result.stderr).toContain("choose another --port, or 0 for any free one");
  });
});
