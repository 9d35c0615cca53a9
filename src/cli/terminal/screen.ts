import type { Threads } from "../../index.ts";
import type { Environment } from "../../io/node-cache-folder.ts";
import { NARROW_COLUMNS, columnsOf, messageText } from "./columns.ts";
import type { InputStream } from "./keys.ts";
import type { OutputStream } from "./progress-line.ts";
import { ProgressLine } from "./progress-line.ts";
import type { Styles } from "./styles.ts";
import { stylesFor } from "./styles.ts";
import { wrapWords } from "./text-width.ts";

/** What the command line gets from the process: nothing else of it is touched. */
export interface CliIo {
  /** The result, and only that. */
  readonly stdout: OutputStream;
  /** Progress, notices and errors. */
  readonly stderr: OutputStream;
  /** Keys, where somebody is asked; absent where nobody can be. */
  readonly stdin?: InputStream | undefined;
  readonly env: Environment;
  /** What relative paths start from. */
  readonly cwd: string;
  /** Set by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Present where the process is this command's alone. */
  readonly ownProcess?: {
    /** How long it may take to end after Ctrl-C, if that is longer than others may. */
    takeTime(ms: number): void;
  };
  /** Threads to learn in, so many or as many as there are cores; absent where there are none. */
  readonly threads?: (count: number | undefined) => Threads;
}

/** How much a command prints. */
export interface Verbosity {
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** Where a command writes: lines or one JSON document on stdout, progress and notices on stderr. */
export class Screen {
  readonly json: boolean;
  readonly styles: Styles;
  /** Is stdout a terminal? Elsewhere nothing needs to be cut to fit. */
  readonly isTerminal: boolean;
  /** Of stdout: 80 where it is no terminal, never fewer than 40 or more than 100. */
  readonly columns: number;
  /** Too narrow to set much side by side. */
  readonly isNarrow: boolean;
  readonly progress: ProgressLine;
  readonly #io: CliIo;
  readonly #quiet: boolean;

  constructor(io: CliIo, { json = false, quiet = false }: Verbosity = {}) {
    const { stdout, stderr, env } = io;
    this.#io = io;
    this.#quiet = quiet;
    this.json = json;
    this.styles = stylesFor(stdout, env);
    this.isTerminal = stdout.isTTY === true;
    this.columns = columnsOf(stdout);
    this.isNarrow = this.columns < NARROW_COLUMNS;
    const dumb = env["TERM"] === "dumb";
    this.progress = new ProgressLine(stderr, stylesFor(stderr, env), { quiet, dumb });
  }

  /** Lines of the result. */
  print(...lines: readonly string[]): void {
    this.progress.clear();
    for (const line of lines) this.#io.stdout.write(`${line}\n`);
  }

  /** A part of the result that is no text to read, such as a table for another program. */
  printRaw(text: string): void {
    this.progress.clear();
    this.#io.stdout.write(text);
  }

  /** Words of the result, wrapped at the terminal's width; `style` is put on each line. */
  printText(
    text: string,
    indent: string = "",
    style: (line: string) => string = (line) => line,
  ): void {
    const lines = wrapWords(text, this.columns - indent.length);
    this.print(...lines.map((line) => indent + style(line)));
  }

  /** The result as one JSON document: not-a-number as null, numbers to six decimals. */
  printJson(value: unknown): void {
    this.progress.clear();
    this.#io.stdout.write(`${JSON.stringify(value, rounded, 2)}\n`);
  }

  /** Something worth knowing that is not the result. */
  notice(text: string): void {
    if (this.#quiet) return;
    this.progress.clear();
    this.#io.stderr.write(`${messageText(this.#io.stderr, text)}\n`);
  }
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" && Number.isFinite(value) ? Number(value.toFixed(6)) : value;
}
