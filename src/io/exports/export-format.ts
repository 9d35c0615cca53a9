import type { ExportScale } from "./person-export.ts";

/** Whose file it is. */
export interface ExportFormat {
  /** Such as `imdb-csv`. */
  readonly name: string;
  /** The same for people. */
  readonly title: string;
  /** Whose archive it may be a part of. */
  readonly family: "letterboxd" | "trakt" | "other";
}

/** One file, read. */
export interface ReadFile {
  readonly format: ExportFormat;
  readonly scale: ExportScale;
}
