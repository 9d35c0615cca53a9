// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { isRunning } from "../service/processes.mjs";
import { Daemon } from "./daemon.mjs";
import { accepts, freePorts } from "./ports.mjs";
import { until } from "./wait.mjs";

/** Tells the id of a child that it starts from a thread other than its first, as Java does. */
const PARENT =
  "const { Worker } = require('node:worker_threads');" +
  "new Worker(\"const c = require('node:child_process').spawn('sleep', ['600']);" +
  "console.log('child ' + c.pid)\", { eval: true }); setInterval(() => {}, 1000);";

/** @param {string} script */
function daemonOf(script) {
  const cwd = temporaryFolder();
  const log = join(cwd, "log");
  const daemon = new Daemon("a daemon", [process.execPath, "-e", script], {
    cwd,
    env: process.env,
    log,
  });
  return { daemon, log };
}

/** @param {string} log */
async function childIn(log) {
  await expect.poll(() => readFileSync(log, "utf8")).toMatch(/child \d+/u);
  return Number(/child (\d+)/u.exec(readFileSync(log, "utf8"))?.[1]);
}

describe.skipIf(process.platform !== "linux")("processes (Linux: looks at /proc)", () => {
  test("a daemon is ended with what it has started, by their ids", async () => {
    const { daemon, log } = daemonOf(PARENT);
    const child = await childIn(log);
    const pids = await daemon.kill();
    expect(pids).toContain(child);
    expect(pids.some(isRunning)).toBe(false);
    expect(daemon.isAlive).toBe(false);
    expect(await daemon.kill()).toEqual([]);
  });

  test("a program that is not there counts as ended", async () => {
    const cwd = temporaryFolder();
    const setting = { cwd, env: process.env, log: join(cwd, "log") };
    const daemon = new Daemon("nothing", [join(cwd, "nowhere")], setting);
    expect(daemon.isAlive).toBe(false);
    expect(await daemon.kill()).toEqual([]);
  });

  test("one that ends while it is waited for is named with its last words", async () => {
    const { daemon } = daemonOf(
      "console.error('no such port\\n    at somewhere'); process.exit(1)",
    );
    const waiting = until("Cannot start it", async () => false, [daemon]);
    await expect(waiting).rejects.toThrow("Cannot start it: a daemon ended:\nno such port");
  });

  test("waiting has an end", async () => {
    const waiting = until("Cannot start it", async () => false, [], 100);
    await expect(waiting).rejects.toThrow("Cannot start it: it is not ready after 0.1 s");
  });

  test("processes and folders are gone though the script that had them was killed", async () => {
    const [folder, cwd] = [temporaryFolder(), temporaryFolder()];
    const log = join(cwd, "log");
    const module = (/** @type {string} */ name) =>
      JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);
    const script =
      `import { Daemon } from ${module("daemon.mjs")};` +
      `import { guardFolder } from ${module("guard.mjs")};` +
      `guardFolder(${JSON.stringify(folder)});` +
      `new Daemon("x", [process.execPath, "-e", ${JSON.stringify(PARENT)}],` +
      ` { cwd: ${JSON.stringify(cwd)}, env: process.env, log: ${JSON.stringify(log)} });`;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: "ignore",
    });
    await expect.poll(() => existsSync(log)).toBe(true);
    const child = await childIn(log);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    await expect.poll(() => isRunning(child)).toBe(false);
    await expect.poll(() => existsSync(folder)).toBe(false);
  });
});

test("free ports are different, and nothing listens there", async () => {
  const ports = await freePorts(3);
  expect(new Set(ports).size).toBe(3);
  expect(await Promise.all(ports.map(accepts))).toEqual([false, false, false]);
});
