import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { CliPlace, CliResult } from "../../../test/support/cli-run.ts";
import { letterboxd, runMatinee } from "../../../test/support/cli-run.ts";
import { clusterData } from "../../../test/support/spark/fake-cluster-data.ts";
import { type Cell, fakeTable } from "../../../test/support/spark/fake-cluster-tables.ts";
import {
  type FakeCluster,
  type FakeClusterOptions,
  fakeCluster,
} from "../../../test/support/spark/fake-cluster.ts";
import { fakeSpark } from "../../../test/support/spark/fake-spark.ts";
import { failure, progress, wait } from "../../../test/support/spark/responses.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "../../../test/support/spark/test-certificate.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { Model } from "../../index.ts";

const TOKEN = "s3cr3t/t0k3n+of=ada"; // another one when it is percent-encoded
const TOKEN_NAME = "SPARK_CONNECT_AUTHENTICATE_TOKEN";
const FAST = ["--factors", "2", "--sweeps", "3", "--views", "1", "--held-out-share", "0"];

// Node reads NODE_EXTRA_CA_CERTS when a process starts; here the certificate is trusted by hand.
vi.mock(import("../../spark/connect/channel.ts"), async (load) => {
  const { openChannel } = await load();
  return {
    openChannel: (address, options) =>
      openChannel(address, { ...options, certificateAuthority: TEST_CERTIFICATE }),
  };
});

/** Ratings in the columns `u`, `i`, `r`, the last row twice, with all films but one named. */
function tables(): FakeClusterOptions["tables"] {
  const { ratings, films } = clusterData();
  const column = (name: string): Cell[] => ratings.rows.map((row) => row[name]!);
  const twice = (name: string): Cell[] => [...column(name), column(name).at(-1)!];
  const rated = fakeTable({
    u: ["bigint", twice("user")],
    i: ["string", twice("item")],
    r: ["double", twice("rating")],
  });
  const named = films.rows.filter(({ item }) => item !== column("item")[0]);
  const { item, ...types } = films.types;
  const table = {
    types: { movieId: item!, ...types },
    rows: named.map((row) => ({ ...row, movieId: row["item"]! })),
  };
  return { "shop.ratings": rated, "shop.films": table };
}

interface Ran extends CliResult {
  readonly cluster: FakeCluster;
  readonly place: CliPlace;
}

async function trained(
  more: readonly string[],
  place: Partial<CliPlace> = {},
  cluster: Partial<FakeClusterOptions> = {},
): Promise<Ran> {
  const spark = await fakeCluster({ tables: tables(), ...cluster });
  const whole: CliPlace = { cwd: temporaryFolder(), ...place };
  const result = await runMatinee(whole, ...argvFor(spark.address, more));
  return { ...result, cluster: spark, place: whole };
}

function argvFor(address: string, more: readonly string[] = []): string[] {
  const where = ["--on", address, "--ratings", "shop.ratings", "--columns", "u, i, r"];
  return ["train", ...where, "-o", "model.st", ...FAST, ...more];
}

describe("matinee train --on", () => {
  test("writes a model that picks, predicts and compares, and says what was learned", async () => {
    const { status, stdout, stderr, place } = await trained(["--films", "shop.films"]);
    expect(stderr).toBe(
      "1 repeated rating left out of shop.ratings: of one person and film the mean counts\n" +
        "1 of 28 films has no title in --films; its id stands for it\n",
    );
    expect(status).toBe(0);
    expect(stdout.replace(/in [\d.]+ s:/u, "in 1.0 s:")).toBe(
      [
        "data     shop.ratings, trained on Spark 4.1.4",
        "         500 ratings by 40 people of 28 films",
        "learned  hidden features in 1.0 s: 2 for stars, 32 for picks",
        "sweeps   3",
        "file     model.st (15 KiB)",
        "",
      ].join("\n"),
    );
    const { catalogue } = Model.fromBytes(await readFile(join(place.cwd, "model.st")));
    const [one, other] = catalogue.movies.filter(({ title }) => title.startsWith("Made-up"));
    const own = [one!, other!].map(({ title, year }) => [title, year!, 4] as const);
    await writeFile(join(place.cwd, "own.csv"), letterboxd(own));
    const text = `${one!.title} (${one!.year})`;
    for (const argv of [
      ["picks", "own.csv", "--model", "model.st"],
      ["predict", "own.csv", text, "--model", "model.st"],
      ["similar", text, "--model", "model.st"],
    ]) {
      const used = await runMatinee(place, ...argv);
      expect([used.status, used.stderr]).toEqual([0, ""]);
      expect(used.stdout).toMatch(/Made-up film \d+/u);
    }
  });

  test("--json tells the same, and where people's features are", async () => {
    const more = ["--held-out-share", "0.3", "--no-refit", "--seed", "4", "--json"];
    const { status, stdout, cluster, place } = await trained([
      ...more,
      "--people-to",
      "/out/people",
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ file: "model.st", movies: 28, users: 40, ratings: 500, superseded: 1 },
      ...{ method: "spark-als", peopleTo: "/out/people", heldOutError: expect.any(Number) },
      ...{ data: "shop.ratings, trained on Spark 4.1.4", seconds: expect.any(Number) },
      options: { factors: 2, sweeps: 3, heldOutShare: 0.3, refit: false, seed: 4, spark: "4.1.4" },
      picks: { views: 1, seed: 4 },
    });
    expect(cluster.written.get("/out/people")!.rows).toHaveLength(40);
    const model = Model.fromBytes(await readFile(join(place.cwd, "model.st")));
    expect([model.users.size, model.head.userFactors.length]).toEqual([0, 0]);
    const [first, second] = model.catalogue.movies.map(({ id }) => id);
    const taste = model.taste([
      { movieId: first!, rating: 5 },
      { movieId: second!, rating: 2 },
    ]);
    expect(taste.picks({ count: 3 })).toHaveLength(3); // whoever comes new needs films alone
  });

  test("shows in 80 columns what the cluster does, and how far it is", async () => {
    const place = { columns: 80, env: { NO_COLOR: "1" } };
    const instead: FakeClusterOptions["instead"] = ({ kind }) =>
      kind === "keep"
        ? [wait(sleep(150)), progress(1040, 20_000), failure({ message: "enough" })]
        : undefined;
    const { stderr, cluster } = await trained([], place, { instead });
    const shown = stderr.split("\r\u001b[2K");
    expect(shown[1]).toBe(`connecting to ${cluster.address}`);
    expect(shown.at(-2)).toBe("number people and films  stage 1: 1,040 of 20,000 tasks");
    expect(shown.at(-1)!.replace("\n", " ")).toMatch(
      /^matinee: Cannot number people and films: Spark at sc:.* says: enough\n$/u,
    );
    for (const line of shown) expect(line.split("\n")[0]!.length).toBeLessThan(80);
  });
});

describe("matinee train --on, with a token", () => {
  test.each([[["--json"]], [[]]])(
    "sends it by TLS alone, and tells it nowhere: %j",
    async (more) => {
      const spark = await fakeSpark({
        tls: { key: TEST_KEY, cert: TEST_CERTIFICATE },
        token: TOKEN,
        columns: () => ({ message: `no table for Bearer ${TOKEN}`, classes: ["x"] }),
      });
      const env = { [TOKEN_NAME]: TOKEN, MATINEE_DEBUG: "1" };
      const place = { cwd: temporaryFolder(), env };
      const { status, stdout, stderr } = await runMatinee(place, ...argvFor(spark.address, more));
      expect(spark.headers["authorization"]).toBe(`Bearer ${TOKEN}`);
      expect(status).toBe(1);
      expect(stderr).toContain("no table for Bearer [hidden]");
      expect(stdout + stderr).not.toContain(TOKEN);
    },
  );

  test("is refused with a wrong one, in words that hold neither", async () => {
    const tls = { key: TEST_KEY, cert: TEST_CERTIFICATE };
    const spark = await fakeSpark({ tls, token: "another" });
    const address = `${spark.address}/;token=${TOKEN}`;
    const { status, stdout, stderr } = await runMatinee(
      { cwd: temporaryFolder() },
      ...argvFor(address),
    );
    expect(status).toBe(1);
    expect(stderr).toContain("give the right token");
    expect(stderr).toContain(TOKEN_NAME);
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  test.each([
    [`https://${TOKEN}@host`, {}],
    [`sc://host/${TOKEN}`, {}],
    [`sc://host/;token=${TOKEN}%zz`, {}],
    ["sc://host", { [TOKEN_NAME]: `${TOKEN}\n` }],
  ])(
    "has an address or token that is none as wrong usage, without repeating it",
    async (on, env) => {
      const place = { cwd: temporaryFolder(), env };
      const { status, stdout, stderr } = await runMatinee(place, ...argvFor(on));
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /^matinee: Cannot (?:read the address of|use the token for) Spark: .*; /u,
      );
      expect(stdout + stderr).not.toContain(TOKEN);
      expect(await readdir(place.cwd)).toEqual([]);
    },
  );

  test("set to nothing has none: an address without TLS stays one", async () => {
    const env = { [TOKEN_NAME]: "" };
    const { stderr, cluster } = await trained([], { env }, { tables: {} });
    expect(cluster.headers["authorization"]).toBeUndefined();
    expect(stderr).toContain("The table or view cannot be found");
  });
});

describe("matinee train --on, that fails", () => {
  test("on Ctrl-C stops the cluster, leaves no file, and ends with 130", async () => {
    const stop = new AbortController();
    const never = new Promise(() => {});
    const { status, stderr, place, cluster } = await trained(
      [],
      { signal: stop.signal },
      {
        instead({ kind }) {
          if (kind !== "fit") return undefined;
          setTimeout(() => stop.abort(), 20);
          return [progress(1, 9), wait(never)];
        },
      },
    );
    expect([status, stderr]).toEqual([130, "matinee: interrupted\n"]);
    expect(await readdir(place.cwd)).toEqual([]);
    expect(cluster.calls).toContain("interrupt");
    expect(cluster.calls.at(-1)).toBe("releaseSession");
  });

  test("where nothing listens says so with the address and what to do; an old file stays", async () => {
    const spark = await fakeCluster({ tables: {} });
    await spark.vanish();
    const cwd = temporaryFolder();
    await writeFile(join(cwd, "model.st"), "old");
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 20_000)); // 15 s are waited
    const { status, stderr } = await runMatinee({ cwd }, ...argvFor(spark.address));
    clock.mockRestore();
    expect(status).toBe(1);
    expect(stderr).toBe(
      `matinee: Cannot open a session with Spark: ${spark.address}: nothing listens there; start the Connect server, or check host and port\n`,
    );
    expect(await readdir(cwd)).toEqual(["model.st"]);
    expect(await readFile(join(cwd, "model.st"), "utf8")).toBe("old");
  });

  test("over the data says what is wrong with it, with status 3", async () => {
    const { status, stderr, place } = await trained(["--columns", "u,i,stars"]);
    expect(status).toBe(3);
    expect(stderr).toBe(
      'matinee: Cannot train on Spark: shop.ratings has no column "stars", its columns are: u, i, r; say which are those of person, film and stars\n',
    );
    expect(await readdir(place.cwd)).toEqual([]);
  });

  test("where the file cannot be written asks nothing of the cluster", async () => {
    const spark = await fakeCluster({ tables: tables() });
    const place = { cwd: temporaryFolder() };
    const { status, stderr } = await runMatinee(
      place,
      ...argvFor(spark.address, ["-o", "nowhere/model.st"]),
    );
    expect(status).toBe(1);
    expect(stderr).toContain("nowhere");
    expect(spark.calls).toEqual([]);
  });
});

describe("matinee train --on, typed wrongly", () => {
  const ON = ["train", "-o", "model.st", "--on", "sc://127.0.0.1:9"];
  const AT_HOME = ["train", "-o", "model.st", "--data", "small"];

  test.each([
    [ON, "--on needs --ratings TABLE, or files that the cluster can read"],
    [[...ON, "--ratings", ""], "--ratings must not be empty"],
    [[...ON, "--ratings", "t", "--columns", "u,i"], "--columns must be three names or four"],
    [
      [...ON, "--ratings", "t", "--columns", "u,U,r"],
      "--columns must be different ones, got u, U, r",
    ],
    [[...ON, "--ratings", "t", "--people-to", " "], "--people-to must not be empty"],
    [[...ON, "--ratings", "t", "-o", " "], "--output must name a file, got nothing"],
    [
      [...ON, "--ratings", "t", "--factors", "513"],
      "--factors must be an integer in [1, 512], got 513",
    ],
    [[...ON, "--ratings", "t", "--format", "avro"], "--format"],
    [[...ON, "--ratings", "t", "--data", "small"], "--data is not for training on a cluster"],
    [
      [...ON, "--ratings", "t", "--method", "weighted-als"],
      "--method is not for training on a cluster",
    ],
    [[...ON, "--ratings", "t", "--epochs", "3"], "--epochs is not for training on a cluster"],
    [[...ON, "--ratings", "t", "--threads", "2"], "--threads is not for training on a cluster"],
    [
      [...ON, "--ratings", "t", "--checkpoint", "c"],
      "--checkpoint is not for training on a cluster",
    ],
    [
      [...ON, "--ratings", "t", "--time-limit", "3"],
      "--time-limit is not for training on a cluster",
    ],
    [
      [...AT_HOME, "--ratings", "t"],
      "--ratings is for training on a cluster; add --on sc://HOST:15002",
    ],
    [[...AT_HOME, "--columns", "u,i,r"], "--columns is for training on a cluster"],
    [[...AT_HOME, "--films", "t"], "--films is for training on a cluster"],
    [[...AT_HOME, "--format", "csv"], "--format is for training on a cluster"],
    [[...AT_HOME, "--people-to", "/out"], "--people-to is for training on a cluster"],
  ])("%j ends with 2 and says what to leave out or add", async (argv, message) => {
    const place = { cwd: temporaryFolder() };
    const { status, stderr } = await runMatinee(place, ...argv);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(await readdir(place.cwd)).toEqual([]);
  });
});
