// As much of papaparse 5 as is used here: @types/papaparse drags the types of Node in.
declare module "papaparse" {
  interface ParseConfig {
    readonly delimiter: string;
    readonly newline: "\n";
    readonly header?: false;
    readonly skipEmptyLines?: false;
  }
  interface ParseError {
    readonly type: "Quotes" | "Delimiter" | "FieldMismatch";
    readonly code: string;
    readonly message: string;
    /** From 0. */
    readonly row?: number;
  }
  interface ParseResult {
    readonly data: string[][];
    readonly errors: readonly ParseError[];
  }
  const papaparse: { parse(text: string, config: ParseConfig): ParseResult };
  export default papaparse;
}
