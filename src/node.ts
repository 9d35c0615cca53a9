/** What Node adds to the library: the disk, downloads, data sets by name. */
import { makeListsWith } from "./core/list-kernels.ts";
import { fastestListKernels } from "./kernels/wasm-list-kernels.ts";

export { DATA_SETS } from "./io/data-sets.ts";
export type { DataSetInfo, DataSetName } from "./io/data-sets.ts";
export type { RequestOptions } from "./io/download.ts";
export {
  cacheFolder,
  findDataSet,
  getDataSet,
  listDataSets,
  openDataSet,
} from "./io/node-data-sets.ts";
export type {
  DataSetOrigin,
  Environment,
  FindDataSetOptions,
  FoundDataSet,
  GetDataSetOptions,
  GotDataSet,
  ListedDataSet,
  OpenDataSet,
  OpenDataSetOptions,
} from "./io/node-data-sets.ts";
export { openCheckpoint } from "./io/node-checkpoint.ts";
export type { Checkpoint, CheckpointOptions } from "./io/node-checkpoint.ts";
export type { CheckpointSubject } from "./core/model/checkpoint-file.ts";
export { loadPack } from "./io/node-load-pack.ts";
export type { LoadPackOptions } from "./io/node-load-pack.ts";
export { streamPack } from "./io/node-stream-pack.ts";
export type { StreamedPack } from "./io/node-stream-pack.ts";
export { writePack } from "./io/node-write-pack.ts";
export type { WritePackOptions, WrittenPack } from "./io/node-write-pack.ts";
export type { PackPhase, PackProgress } from "./io/node-breath.ts";
export type { PackSource, PackedRest } from "./io/pack/pack-source.ts";
export { loadEmbeddedModel } from "./io/node-embedded-model.ts";
export { openDataFiles } from "./io/node-files.ts";
export type { OpenDataFiles } from "./io/node-files.ts";
export { loadModel, saveModel } from "./io/node-model-file.ts";
export { nodeThreads } from "./parallel/node-threads.ts";

makeListsWith(fastestListKernels);
