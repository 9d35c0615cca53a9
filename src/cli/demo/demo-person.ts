import type { Catalogue, RatingScale } from "../../index.ts";
import { readExport } from "../../index.ts";
import { readWholeFile } from "../../io/node-files.ts";
import { packageFile } from "../package-file.ts";
import type { Person } from "../person.ts";
import { recognise } from "../person.ts";

/** What the demo calls its file of ratings; it comes with the package. */
export const THIRTY_RATINGS = "examples/thirty-ratings.csv";

/**
 * The person of the example file.
 *
 * @param title - what the catalogue is of, for messages.
 * @throws {DataError} if the file is not there.
 */
export async function examplePerson(
  catalogue: Catalogue,
  scale: RatingScale,
  title: string,
): Promise<Person> {
  const told = await readExport(await readWholeFile(packageFile(THIRTY_RATINGS)), THIRTY_RATINGS);
  return recognise({ name: "you", path: THIRTY_RATINGS, told }, catalogue, scale, { title });
}
