/**
 * The module that a training's process runs. Of the build, whoever asks: the sources (tests), the build, or
 * the program's bundle in `dist/bin`; all three are two folders below the package's own.
 */
export const TRAIN_PROCESS: URL = new URL(
  "../../dist/server/training/train-process.js",
  import.meta.url,
);
