import type { z } from "@hono/zod-openapi";
import type { ImportResult } from "../../contract/ratings-routes.ts";
import type { Movie } from "../../core/catalogue/movie.ts";
import type { RatingScale } from "../../core/ratings/rating-scale.ts";
import type { ReadExportOptions } from "../../io/exports/read-export.ts";
import type { Signal } from "../../store/store.ts";

/** What is asked of the thread that reads exports. */
export type ImportOrder =
  /** Films of the catalogue that exports are matched with from then on; they come in parts. */
  | { readonly kind: "films"; readonly movies: readonly Movie[]; readonly isFirst: boolean }
  | ReadOrder;

/** An export to be read. */
export interface ReadOrder {
  readonly kind: "read";
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly options: ReadExportOptions;
  /** Of the model that is served. */
  readonly scale: RatingScale;
}

/** What it tells of a {@link ReadOrder}. */
export type ImportNews =
  | { readonly kind: "read"; readonly read: ReadImport }
  /** The file is no export that can be read; the message quotes nothing of it. */
  | { readonly kind: "unreadable"; readonly message: string }
  /** It should not have come to this. */
  | { readonly kind: "failed"; readonly name: string; readonly stack: string };

/** An export, read and matched: the answer, and what is to be stored of it besides. */
export interface ReadImport {
  readonly json: Omit<z.infer<typeof ImportResult>, "stored">;
  /** Of each rating of the answer its film, and its day where the file tells it. */
  readonly rated: readonly { readonly row: number; readonly date: string | undefined }[];
  readonly signals: readonly {
    readonly movieId: string;
    readonly row: number;
    readonly signal: Signal;
  }[];
}
