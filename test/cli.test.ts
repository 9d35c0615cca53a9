// The built program as a process of its own: signals, pipes, exit codes, and what it leaves on disk.
import type { ChildProcessByStdio } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { NOIR_LOVER, smallPlace } from "./support/cli-run.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "dist/bin/matinee.js");
const NO_END = [
  "--method",
  "gradient-descent",
  "--epochs",
  "10000",
  "--patience",
  "10000",
  "--factors",
  "512",
];

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(ROOT, "tools/build.mjs")], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the build failed:\n${built.stdout}${built.stderr}`);
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** Resolves when this has been printed on either stream. */
  said(text: string): Promise<void>;
}

/** Starts the program in `cwd` with neither data nor network. */
function start(cwd: string, ...argv: readonly string[]): Running {
  const env = {
    PATH: process.env["PATH"],
    HOME: cwd,
    TMPDIR: cwd,
    XDG_CACHE_HOME: join(cwd, "cache"),
    MATINEE_MIRROR: "http://127.0.0.1:9/",
  };
  const child = spawn(process.execPath, [MAIN, ...argv], {
    ...{ cwd, env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => (out[name] += text));
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => resolve({ code, ...out }));
  });
  const said = async (text: string): Promise<void> => {
    while (!`${out.stdout}${out.stderr}`.includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended early: ${out.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return { child, ended, said };
}

describe("Ctrl-C", () => {
  test("during training ends with 130, one word, and the old file as it was", async () => {
    const { cwd } = await smallPlace();
    await writeFile(join(cwd, "model.st"), "old");
    const before = await filesBelow(cwd);
    const run = start(cwd, "train", "--data", "small", "-o", "model.st", ...NO_END);
    await run.said("Read 1,920 ratings");
    run.child.kill("SIGINT");
    const { code, stdout, stderr } = await run.ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).toMatch(/^Read .*\nmatinee: interrupted\n$/u);
    expect(await filesBelow(cwd)).toEqual(before);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s ends as Ctrl-C does, with %i", async (signal, status) => {
    const { cwd } = await smallPlace();
    const before = await filesBelow(cwd);
    const run = start(cwd, "train", "--data", "small", "-o", "model.st", ...NO_END);
    await run.said("Read 1,920 ratings");
    run.child.kill(signal);
    expect((await run.ended).code).toBe(status);
    expect(await filesBelow(cwd)).toEqual(before);
  });

  test.skipIf(process.platform === "win32")(
    "ends a wait for a named pipe that nobody writes to (skipped on Windows)",
    async () => {
      const { cwd } = await smallPlace();
      expect(spawnSync("sh", ["-c", 'mkfifo "$0"', join(cwd, "pipe")]).status).toBe(0);
      const run = start(cwd, "picks", "pipe", "--data", "small");
      await new Promise((resolve) => setTimeout(resolve, 500)); // it says nothing while it waits
      run.child.kill("SIGINT");
      const { code } = await run.ended;
      expect(code ?? run.child.signalCode).toBe("SIGINT"); // a shell makes 130 of it
    },
  );

  test("pressed twice ends at once", async () => {
    const { cwd } = await smallPlace();
    const run = start(cwd, "evaluate", "--data", "small", ...NO_END);
    await run.said("Read 1,920 ratings");
    run.child.kill("SIGINT");
    run.child.kill("SIGINT");
    const { code } = await run.ended;
    expect(code ?? run.child.signalCode).toBe(code === null ? "SIGINT" : 130);
  });
});

describe("matinee demo", () => {
  test("without data and network uses the model that comes with matinee, and exits 0", async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await start(cwd, "demo").ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("MovieLens latest small");
    expect(stdout).toMatch(/^Tonight$/mu);
    expect(stdout).not.toContain("\u001b");
    expect(await filesBelow(cwd)).toEqual([]);
  });

  test("ends quietly when its reader has seen enough", async () => {
    const run = start(temporaryFolder(), "demo");
    await run.said("MovieLens");
    run.child.stdout.destroy();
    const { code, stderr } = await run.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test.skipIf(!existsSync("/dev/full"))(
    "says that its result cannot be written (skipped without /dev/full)",
    () => {
      const { status, stderr } = spawnSync(process.execPath, [MAIN, "data", "list"], {
        cwd: temporaryFolder(),
        stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
        encoding: "utf8",
      });
      expect(status).toBe(1);
      expect(stderr).toMatch(/^matinee: Cannot write the result: .*\n$/u);
    },
  );
});

test("nobody reading stderr is no reason to give up the work", async () => {
  const { cwd } = await smallPlace();
  const run = start(cwd, "train", "--data", "small", "-o", "model.st", "--sweeps", "200");
  run.child.stderr.destroy();
  const { code, stdout } = await run.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^file +model\.st/mu);
  expect(existsSync(join(cwd, "model.st"))).toBe(true);
});

test.skipIf(!existsSync("/dev/full"))(
  "a stderr that cannot be written leaves the result and status 0 (skipped without /dev/full)",
  async () => {
    const { cwd } = await smallPlace();
    const argv = [MAIN, "picks", "noir.csv", "--data", "small"];
    const { status, stdout } = spawnSync(process.execPath, argv, {
      cwd,
      stdio: ["ignore", "pipe", openSync("/dev/full", "w")],
      encoding: "utf8",
    });
    expect(status).toBe(0);
    expect(stdout).toContain("Tonight");
  },
);

test.skipIf(process.platform !== "linux")(
  "a working folder that was removed is told in one line (skipped but on Linux)",
  async () => {
    const cwd = temporaryFolder();
    await mkdir(join(cwd, "gone"));
    const script = 'cd gone && rmdir ../gone && exec "$0" "$1" data list';
    const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, MAIN], {
      cwd,
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^matinee: Cannot find the working folder: .*; change to another one\n$/u,
    );
  },
);

test("results go to stdout, errors to stderr, the status to the shell", async () => {
  const cwd = temporaryFolder();
  await writeFile(join(cwd, "mine.csv"), NOIR_LOVER);
  const wrong = await start(cwd, "picks", "mine.csv", "--data", "ml-9m").ended;
  expect({ code: wrong.code, stdout: wrong.stdout }).toEqual({ code: 4, stdout: "" });
  expect(wrong.stderr).toMatch(/^matinee: Cannot find the data set "ml-9m"/u);
  const usage = await start(cwd, "pick").ended;
  expect(usage.code).toBe(2);
  const version = await start(cwd, "--version").ended;
  expect(version).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+/u), stderr: "" });
});

/** Paths of all files below a folder; empty folders do not count. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

test("the program that is built refuses addresses that are none, as its source does", async () => {
  const { child, said } = start(temporaryFolder(), "serve", "--port", "0", "--json");
  let printed = "";
  child.stdout.on("data", (text: string) => (printed += text));
  await said('"url"');
  const { url } = JSON.parse(printed) as { url: string };
  for (const path of [
    "v1/people/%FF/picks",
    "v1/people/a/picks?genres=%E0%A4",
    "v1/movies?%FF=1",
  ]) {
    const response = await fetch(url + path);
    expect([path, response.status]).toEqual([path, 400]);
    expect(((await response.json()) as { detail: string }).detail).toContain("percent signs");
  }
  expect((await fetch(`${url}v1/people/%25FF/picks`)).status).toBe(404);
});
