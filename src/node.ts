/** What Node adds to the library: files, downloads, data sets by name. */
export type { DataFiles } from "./io/data-files.ts";
export { DATA_SETS } from "./io/data-sets.ts";
export type { DataSetInfo, DataSetName } from "./io/data-sets.ts";
export { loadFold, loadMovieLens } from "./io/movielens.ts";
export {
  cacheFolder,
  findDataSet,
  getDataSet,
  listDataSets,
  openDataSet,
} from "./io/node-data-sets.ts";
export { openDataFiles } from "./io/node-files.ts";
export { loadModel, saveModel } from "./io/node-model-file.ts";
