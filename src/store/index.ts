export { exportStore, importStore } from "./backup.ts";
export type { BackupCounts } from "./backup-lines.ts";
export { DEFAULT_STORE_OPTIONS, openStore } from "./open-store.ts";
export type { StoreOptions } from "./open-store.ts";
export { MOST_OF_A_PERSON } from "./store.ts";
export type * from "./store.ts";
