import type { CoreClient } from "../core-client.ts";
import { CoreFailure } from "../core-client.ts";
import type { ImportedFile } from "../messages.ts";
import { MOVIELENS_CODE } from "../messages.ts";
import type { Choices } from "./import-change.ts";

/** A file on its way in. */
export type Incoming =
  | { readonly kind: "reading"; readonly name: string }
  | {
      readonly kind: "failed";
      readonly name: string;
      readonly text: string;
      /** Ratings of many people: there is a view for them. */
      readonly isMovieLens: boolean;
      readonly file: File;
    }
  | { readonly kind: "read"; readonly imported: ImportedFile; readonly choices: Choices };

/** Files that were dropped or chosen; they are looked through one after the other. */
export interface IncomingState {
  readonly current: Incoming | undefined;
  /** How many come after it. */
  readonly waiting: number;
}

/** The files on their way in, which outlast a change of view. Nothing of them is kept here. */
export class IncomingFiles {
  readonly #core: CoreClient;
  readonly #chosenBefore: (imported: ImportedFile) => Choices;
  readonly #listeners = new Set<() => void>();
  readonly #queue: File[] = [];
  #state: IncomingState = { current: undefined, waiting: 0 };

  /** @param chosenBefore - what is known of a file's rows from what was said earlier. */
  constructor(core: CoreClient, chosenBefore: (imported: ImportedFile) => Choices) {
    this.#core = core;
    this.#chosenBefore = chosenBefore;
  }

  state(): IncomingState {
    return this.#state;
  }

  /** @returns takes the listener away. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(files: Iterable<File>): void {
    this.#queue.push(...files);
    if (this.#state.current === undefined) this.next();
    else this.#become(this.#state.current);
  }

  /** What was said of rows of the current file. */
  choose(choices: Choices): void {
    const { current } = this.#state;
    if (current?.kind === "read") this.#become({ ...current, choices });
  }

  /** Done with the current file, whatever became of it. */
  next(): void {
    const file = this.#queue.shift();
    if (file === undefined) return this.#become(undefined);
    const reading: Incoming = { kind: "reading", name: file.name };
    this.#become(reading);
    void this.#read(file, reading);
  }

  async #read(file: File, reading: Incoming): Promise<void> {
    let outcome: Incoming;
    try {
      const imported = await this.#core.ask("readFile", [file, file.name]);
      outcome = { kind: "read", imported, choices: this.#chosenBefore(imported) };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const isMovieLens = error instanceof CoreFailure && error.code === MOVIELENS_CODE;
      outcome = { kind: "failed", name: file.name, text, isMovieLens, file };
    }
    if (this.#state.current === reading) this.#become(outcome); // else it was put aside meanwhile
  }

  #become(current: Incoming | undefined): void {
    this.#state = { current, waiting: this.#queue.length };
    for (const listener of this.#listeners) listener();
  }
}
