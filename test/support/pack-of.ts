import { join } from "node:path";
import type { DataSet } from "../../src/core/catalogue/data-set.ts";
import type { WritePackOptions, WrittenPack } from "../../src/io/node-write-pack.ts";
import { writePack } from "../../src/io/node-write-pack.ts";
import { dataSetSource } from "../../src/io/pack/data-set-source.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A pack of a data set, in a folder that goes when the test has finished. */
export async function packOf(
  dataSet: DataSet,
  options: WritePackOptions = {},
): Promise<WrittenPack & { readonly path: string }> {
  const path = join(temporaryFolder(), "ratings.pack");
  return { ...(await writePack(path, dataSetSource(dataSet), options)), path };
}
