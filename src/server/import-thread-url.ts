/** The module that reads exports in a thread: of the build, whoever asks, as in train-process-url.ts. */
export const IMPORT_THREAD: URL = new URL(
  "../../dist/server/ratings/import-thread.js",
  import.meta.url,
);
