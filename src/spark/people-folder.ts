import { DataError, SparkError } from "../core/errors.ts";
import { filesRelation, modelAttribute, sqlRelation } from "./connect/relations.ts";
import type { SparkSession } from "./connect/session.ts";
import { USERS } from "./prepare.ts";
import type { StarsFit } from "./stars.ts";

const PEOPLE = "matinee_people";

/**
 * Makes sure that a folder on the cluster can be made: nothing there is ever replaced, since it might be what is learned from.
 *
 * @throws {DataError} if something is there.
 */
export async function checkPeopleFolder(session: SparkSession, path: string): Promise<void> {
  try {
    await session.columns(filesRelation({ paths: [path], format: "binaryFile" })); // looks whether it is there, no further
  } catch (error) {
    if (error instanceof SparkError && error.message.includes("Path does not exist")) return; // PATH_NOT_FOUND, in Spark's words
    throw error;
  }
  throw new DataError(
    `Cannot train on Spark: ${path} is there already, so people's features cannot go there; name a folder that is not, or remove it`,
  );
}

/** Writes the people's half of what was learned. */
export async function writePeople(
  session: SparkSession,
  { biases, model }: StarsFit,
  path: string,
): Promise<void> {
  await session.createView(PEOPLE, modelAttribute(model, "userFactors"));
  const rows =
    "SELECT u.id, CAST(b.bias AS FLOAT) AS bias, f.features " +
    `FROM ${PEOPLE} f JOIN ${USERS} u ON f.id = u.row JOIN ${biases.users} b ON f.id = b.row`;
  await session.write("write the people's features", sqlRelation(rows), path);
}
