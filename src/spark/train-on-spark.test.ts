import { expect, test } from "vitest";
import { clusterData } from "../../test/support/spark/fake-cluster-data.ts";
import { fakeCluster } from "../../test/support/spark/fake-cluster.ts";
import { trainOnSpark } from "./train-on-spark.ts";

test("x", async () => {
  const { ratings, films } = clusterData();
  const times: string[] = [];
  let last = process.cpuUsage().user / 1000;
  const cluster = await fakeCluster({
    tables: { "shop.ratings": ratings, "shop.films": films },
    instead: (asked) => {
      const n = process.cpuUsage().user / 1000;
      times.push(
        `${(n - last).toFixed(0)} ${JSON.stringify(asked, (_, v: unknown) => (typeof v === "bigint" ? Number(v) : v)).slice(0, 90)}`,
      );
      last = n;
      return undefined;
    },
  });
  const t = process.cpuUsage().user / 1000;
  const got = await trainOnSpark(cluster.address, {
    ratings: "shop.ratings",
    films: "shop.films",
    factors: 3,
    sweeps: 20,
    views: 1,
  });
  process.stderr.write(times.join("\n") + (process.cpuUsage().user / 1000 - t));
  expect(cluster.models.size).toBe(0);
});
