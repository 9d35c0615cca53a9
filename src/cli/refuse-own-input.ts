import { findDataSet } from "../io/node-data-sets.ts";
import { realWay } from "../io/node-real-way.ts";
import type { Run } from "./run.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Keeps a result from replacing the ratings that it is made of. A new file in their folder is refused too:
 * its name may make another data set of it.
 *
 * @param action - e.g. `Cannot write the pack`.
 * @param output - a path whose folder is there.
 * @param data - as typed: a name or a path.
 * @throws {UsageError} if `output` is the data, or lies in their folder, links followed.
 */
export async function refuseOwnInput(
  { io }: Run,
  action: string,
  output: string,
  data: string,
): Promise<void> {
  const { env, cwd } = io;
  const found = data.trim() === "" ? undefined : await findDataSet(data, { env, cwd });
  if (found === undefined) return; // it will be downloaded elsewhere, or refused
  const way = await realWay(found.path, output);
  if (way === undefined) return;
  const shown = plainText(data);
  if (way === "same") {
    throw new UsageError(`${action}: --output is ${shown}, which is the data; name another file`);
  }
  throw new UsageError(
    `${action}: --output lies in ${shown}, the folder of the data; name a file outside of it`,
  );
}
