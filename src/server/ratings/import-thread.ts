import { parentPort } from "node:worker_threads";
import { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { Movie } from "../../core/catalogue/movie.ts";
import { DataError } from "../../core/errors.ts";
import type { ImportNews, ImportOrder, ReadOrder } from "./import-messages.ts";
import { messageForHttp } from "./import-notices.ts";
import { readImport } from "./read-import.ts";

// Loaded by import-reader.ts as the whole of a thread, which is asked for one export at a time.
if (parentPort === null) throw new Error("import-thread is to be run as a worker thread");
const port = parentPort;
let movies: Movie[] = [];
let catalogue: Catalogue | undefined;

port.on("message", (order: ImportOrder) => {
  if (order.kind === "read") void answer(order);
  else take(order);
});

function take({ movies: some, isFirst }: Extract<ImportOrder, { kind: "films" }>): void {
  movies = isFirst ? [...some] : [...movies, ...some];
  catalogue = undefined;
}

async function answer(order: ReadOrder): Promise<void> {
  port.postMessage(await newsOf(order));
}

async function newsOf(order: ReadOrder): Promise<ImportNews> {
  try {
    catalogue ??= new Catalogue(movies);
    return { kind: "read", read: await readImport(order, catalogue) };
  } catch (error) {
    if (error instanceof DataError) {
      return { kind: "unreadable", message: messageForHttp(error.message) };
    }
    const { name, stack = "" } = error instanceof Error ? error : new Error("no error");
    return { kind: "failed", name, stack };
  }
}
