import { existsSync } from "node:fs";
import { createServer, get } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { runMatinee, trainedPlace } from "../../../test/support/cli-run.ts";
import { runCli } from "../run-cli.ts";

interface Served {
  readonly url: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Presses Ctrl-C. */
  stop(): Promise<number>;
}

/** As {@link serveOwn}, by a small model: to start takes a tenth of the time. */
async function serve(cwd: string, ...argv: readonly string[]): Promise<Served> {
  const small = await trainedPlace();
  return await serveOwn(cwd, "--model", join(small.cwd, "model.st"), ...argv);
}

/** Starts `matinee serve` in this process, on a free port. */
async function serveOwn(cwd: string, ...argv: readonly string[]): Promise<Served> {
  const stop = new AbortController();
  const stdout = new PassThrough({ encoding: "utf8" });
  const stderr = new PassThrough({ encoding: "utf8" });
  let [out, err] = ["", ""];
  stdout.on("data", (text: string) => (out += text));
  stderr.on("data", (text: string) => (err += text));
  const ended = runCli(["serve", "--port", "0", ...argv], {
    ...{ stdout, stderr, cwd, signal: stop.signal },
    env: { XDG_CACHE_HOME: join(cwd, "cache"), XDG_DATA_HOME: join(cwd, "home") },
  });
  onTestFinished(() => stop.abort());
  await Promise.race([once(stdout, "data"), ended]);
  return {
    url: /http:[^\s"]+\//u.exec(out)?.[0] ?? "",
    stdout: () => out,
    stderr: () => err,
    stop: () => {
      stop.abort();
      return ended;
    },
  };
}

/** MovieLens 100K of one rating. */
async function placeOfMovieLens(cwd: string): Promise<void> {
  await mkdir(join(cwd, "data/ml-100k"), { recursive: true });
  await writeFile(join(cwd, "data/ml-100k/u.data"), "1\t2\t3\t4\n");
  await writeFile(join(cwd, "data/ml-100k/u.item"), "2|Heat\n");
}

/** `fetch` lets nobody choose the Host. */
async function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  return await new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on("error", reject);
  });
}

describe("matinee serve", () => {
  test("prints the address, serves the page and the model, and ends quietly with 130", async () => {
    const served = await serveOwn(temporaryFolder());
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
    await placeOfMovieLens(cwd);
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

  test("--json prints one line for programs, --quiet nothing else", async () => {
    const cwd = temporaryFolder();
    const { url, stdout, stderr } = await serve(cwd, "--json", "--quiet");
    expect(JSON.parse(stdout())).toEqual({
      ...{ url, dataSets: [], api: `${url}v1/`, docs: `${url}docs` },
      store: join(cwd, "home/matinee/store.sqlite"),
    });
    expect(stdout().split("\n")).toHaveLength(2);
    expect(stderr()).toBe("");
  });

  test("says where the API and its docs are, and where ratings are kept", async () => {
    const cwd = temporaryFolder();
    const { url, stderr } = await serve(cwd, "--store", "kept/here.sqlite");
    expect(stderr()).toContain(`The API is at ${url}v1/, its docs at ${url}docs`);
    expect(stderr()).toContain(join(cwd, "kept/here.sqlite"));
  });

  test.each(["0.0.0.0", "::", "192.168.1.7", "example.org"])(
    "refuses to be reached by others as long as there is no key: --host %s",
    async (host) => {
      const cwd = temporaryFolder();
      const result = await runMatinee({ cwd }, "serve", "--host", host);
      expect(result.status).toBe(2);
      expect(result.stdout).toBe("");
      expect(result.stderr).toContain('"matinee keys create --scopes read,write", or leave out');
      expect(existsSync(join(cwd, "home"))).toBe(false);
    },
  );

  test("what is refused names the store that was given", async () => {
    const cwd = temporaryFolder();
    const argv = ["serve", "--host", "0.0.0.0", "--store", "kept.sqlite"];
    const { status, stderr } = await runMatinee({ cwd }, ...argv);
    expect(status).toBe(2);
    expect(stderr.replaceAll(/\s+/gu, " ")).toContain(
      '"matinee keys create --scopes read,write --store kept.sqlite", or leave out --host',
    );
    expect(existsSync(join(cwd, "kept.sqlite"))).toBe(false);
  });

  test("--public-host takes a key, answers those names too, and hands out no MovieLens data", async () => {
    const cwd = temporaryFolder();
    await placeOfMovieLens(cwd);
    const argv = ["--public-host", "Films.Example", "www.films.example"];
    const refused = await runMatinee({ cwd }, "serve", ...argv);
    expect(refused.status).toBe(2);
    expect(refused.stderr.replaceAll(/\s+/gu, " ")).toContain("or leave out --public-host");
    const { stdout } = await runMatinee({ cwd }, "keys", "create", "--scopes", "read");
    const { url } = await serve(cwd, ...argv);
    const key = `Bearer ${stdout.trim()}`;
    const status = async (path: string, Host: string, headers = {}): Promise<number> =>
      await statusOf(`${url}${path}`, { Host, ...headers });
    for (const name of ["films.example", "www.films.example", "127.0.0.1", "films.example:8443"]) {
      const of = [
        await status("v1/model", name, { Authorization: key, "X-Forwarded-For": "192.0.2.1" }),
        await status("v1/model", name),
        await status("", name),
        await status("data/ml-100k/u.data", name),
      ];
      expect([name, ...of]).toEqual([name, 200, 401, 200, 404]);
    }
    for (const path of ["v1/model", ""]) {
      expect(await status(path, "other.example", { Authorization: key })).toBe(421);
    }
  });

  test.each(["", "a b", "https://films.example", "films.example/x", "films.example:80", "u@h"])(
    "--public-host %j is wrong usage",
    async (name) => {
      const result = await runMatinee(
        ...[{ cwd: temporaryFolder() }, "serve", "--public-host", name],
      );
      expect(result.status).toBe(2);
      expect(result.stderr.replaceAll(/\s+/gu, " ")).toContain(
        "must be a host name such as films.example",
      );
    },
  );

  test("a key that was revoked lets nobody in", async () => {
    const place = { cwd: temporaryFolder() };
    const { stdout } = await runMatinee(place, "keys", "create", "--scopes", "read");
    const id = stdout.slice("mat_".length).split("_")[0]!;
    await runMatinee(place, "keys", "revoke", id);
    expect((await runMatinee(place, "serve", "--host", "0.0.0.0")).status).toBe(2);
  });

  test("an empty --host is wrong usage, not every address", async () => {
    const result = await runMatinee({ cwd: temporaryFolder() }, "serve", "--host", "");
    expect(result.status).toBe(2);
    expect(result.stderr).toContain("--host must not be empty");
  });

  test.each(["films.example", "https://films.example/", "*", "null"])(
    "--allow-origin %s is wrong usage",
    async (origin) => {
      const argv = ["serve", "--allow-origin", origin];
      const result = await runMatinee({ cwd: temporaryFolder() }, ...argv);
      expect(result.status).toBe(2);
      expect(result.stderr).toContain("must be an origin such as https://films.example");
    },
  );

  test("a store that cannot be opened is told, with its place", async () => {
    const cwd = temporaryFolder();
    await writeFile(
      join(cwd, "notes.txt"),
      "no store, but a text that is long enough to be one".repeat(50),
    );
    const result = await runMatinee({ cwd }, "serve", "--store", "notes.txt");
    expect(result.status).toBeGreaterThan(0);
    expect(result.stderr).toContain("notes.txt");
    expect(result.stdout).toBe("");
  });

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
    const argv = ["serve", "--port", port, "--model", "model.st"];
    const result = await runMatinee(await trainedPlace(), ...argv);
    expect(result.status).toBe(2);
    expect(result.stderr).toContain("choose another --port, or 0 for any free one");
  });
});

describe("the service of matinee serve", () => {
  async function ask(url: string, key?: string): Promise<Response> {
    const headers = key === undefined ? {} : { Authorization: `Bearer ${key}` };
    return await fetch(`${url}v1/model`, { headers });
  }

  test("stores a rating and picks by it, with nothing set up", async () => {
    const { url } = await serveOwn(temporaryFolder());
    const put = await fetch(`${url}v1/people/ann/ratings/318`, {
      ...{ method: "PUT", body: '{"rating":5}', headers: { "Content-Type": "application/json" } },
    });
    expect(put.status).toBe(200);
    const picks = await fetch(`${url}v1/people/ann/picks`);
    expect(picks.status).toBe(200);
    expect(await picks.json()).toMatchObject({ ratings: 1, model: "embedded" });
    expect((await fetch(`${url}health/ready`)).status).toBe(200);
  });

  test("whoever knows the port is answered while it starts: live, but not ready", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    other.close();
    await once(other, "close");
    const served = serveOwn(temporaryFolder(), "--port", String(port));
    const seen = new Set<string>();
    const url = `http://127.0.0.1:${port}/health/ready`;
    while (!seen.has("ok")) {
      const response = await fetch(url, { headers: { Connection: "close" } }).catch(
        () => undefined,
      );
      if (response !== undefined) seen.add(((await response.json()) as { status: string }).status);
      await new Promise((done) => setTimeout(done, 2));
    }
    expect([...seen]).toEqual(["starting", "ok"]);
    expect((await served).stdout()).toContain(`http://127.0.0.1:${port}/`);
  });

  test("asks for a key a second after the first one was made, wherever that was", async () => {
    const cwd = temporaryFolder();
    const { url } = await serve(cwd);
    expect((await ask(url)).status).toBe(200);
    const { stdout } = await runMatinee({ cwd }, "keys", "create", "--scopes", "read");
    await new Promise((done) => setTimeout(done, 1050));
    expect((await ask(url)).status).toBe(401);
    expect((await ask(url, stdout.trim())).status).toBe(200);
    expect((await fetch(url)).status).toBe(200);
    const id = stdout.slice("mat_".length).split("_")[0]!;
    await runMatinee({ cwd }, "keys", "revoke", id);
    await new Promise((done) => setTimeout(done, 1050));
    expect((await ask(url, stdout.trim())).status).toBe(401);
    expect((await ask(url)).status).toBe(401);
  });

  test("is reached by others with a key only, and hands out no MovieLens data", async () => {
    const cwd = temporaryFolder();
    await placeOfMovieLens(cwd);
    const { stdout } = await runMatinee({ cwd }, "keys", "create", "--scopes", "read");
    const served = await serve(cwd, "--host", "0.0.0.0");
    const url = served.url.replace("0.0.0.0", "127.0.0.1");
    expect((await ask(url)).status).toBe(401);
    expect((await ask(url, stdout.trim())).status).toBe(200);
    expect(await (await fetch(`${url}data/index.json`)).json()).toEqual({ dataSets: [] });
    expect((await fetch(`${url}data/ml-100k/u.data`)).status).toBe(404);
  });

  test("--log requests writes a line of JSON for each, without the path", async () => {
    const { url, stderr } = await serve(temporaryFolder(), "--log", "requests", "--quiet");
    await fetch(`${url}v1/people/secret-person/picks?genres=secret-genre`);
    const lines = stderr().trim().split("\n");
    const requests = lines.map((line) => JSON.parse(line) as { event: string });
    expect(requests.find(({ event }) => event === "request")).toMatchObject({
      route: "/v1/people/{personId}/picks",
      method: "GET",
      status: 404,
    });
    expect(stderr()).not.toContain("secret");
  });

  test("recommends by the model it is given, and names it by what is in it", async () => {
    const { cwd } = await trainedPlace();
    const { url } = await serveOwn(cwd, "--model", "model.st");
    const { model } = (await (await ask(url)).json()) as { model: string };
    expect(model).toMatch(/^model-[0-9a-f]{12}$/u);
  });

  test("a model that cannot be read is told", async () => {
    const result = await runMatinee({ cwd: temporaryFolder() }, "serve", "--model", "none.st");
    expect(result.status).toBe(3);
    expect(result.stderr).toContain("none.st");
  });
});
