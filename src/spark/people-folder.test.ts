import { describe, expect, test } from "vitest";
import { preparedCluster } from "../../test/support/spark/fake-cluster-data.ts";
import { rowOf } from "../../test/support/spark/fake-cluster-reference.ts";
import type { ClusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import { clusterSession } from "../../test/support/spark/fake-cluster-session.ts";
import { fakeTable } from "../../test/support/spark/fake-cluster-tables.ts";
import { DataError, SparkError } from "../core/errors.ts";
import { checkPeopleFolder, writePeople } from "./people-folder.ts";
import type { Prepared } from "./prepare.ts";
import { USERS } from "./prepare.ts";
import type { StarsLearned } from "./stars.ts";
import { learnStars } from "./stars.ts";

const OPTIONS = { factors: 3, sweeps: 2, heldOutShare: 0 };
const PATH = "/out/people";

async function learned(
  withPeople: boolean,
): Promise<StarsLearned & { session: ClusterSession; prepared: Prepared }> {
  const { session, prepared, settings } = await preparedCluster(OPTIONS);
  return { ...(await learnStars(session, prepared, settings, withPeople)), session, prepared };
}

describe("the folder that people go to", () => {
  const session = clusterSession({ "/data/day/a.parquet": fakeTable({ user: ["int", [1]] }) });

  test("may be any that is not there", async () => {
    await expect(checkPeopleFolder(session, "/data/people")).resolves.toBeUndefined();
    expect(session.asked).toEqual([]); // nothing is run
  });

  test.each(["/data/day/a.parquet", "/data/day", "/data"])(
    "must not be there, as %s is, whatever it holds",
    async (path) => {
      const found = checkPeopleFolder(session, path);
      await expect(found).rejects.toThrow(DataError);
      await expect(found).rejects.toThrow(
        `Cannot train on Spark: ${path} is there already, so people's features cannot go there; name a folder that is not, or remove it`,
      );
    },
  );

  test("that cannot be looked for ends with the server's words", async () => {
    const error = new SparkError("Cannot read: No FileSystem for scheme", "failed");
    const broken = { ...session, columns: () => Promise.reject(error) };
    await expect(checkPeopleFolder(broken, "s9://b")).rejects.toBe(error);
  });
});

describe("people who stay on the cluster", () => {
  test("are written by their ids, each with bias and features as they would be fetched", async () => {
    const { session, prepared, fit } = await learned(false);
    await writePeople(session, fit, PATH);
    const { rows } = session.state.written.get(PATH)!;
    expect(rows).toHaveLength(prepared.users);
    const whole = await learned(true);
    const rowById = new Map(
      whole.session.state.made.get(USERS)!.rows.map(({ id, row }) => [id, Number(row)]),
    );
    for (const { id, bias, features } of rows) {
      const row = rowById.get(id!)!;
      expect(features).toEqual(rowOf(whole.head.userFactors, row, 3));
      expect(bias).toBeCloseTo(whole.head.userBias[row]!, 6);
    }
  });

  test("replace nothing that came to be there in the meantime", async () => {
    const { session, fit } = await learned(false);
    const other = fakeTable({ x: ["int", [1]] });
    session.state.written.set(PATH, other);
    const found = writePeople(session, fit, PATH);
    await expect(found).rejects.toThrow("PATH_ALREADY_EXISTS");
    expect(session.state.written.get(PATH)).toBe(other);
  });
});
