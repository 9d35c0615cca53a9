// As much of papaparse 5 as is used here: @types/papaparse drags the types of Node in.
declare module "papaparse" {
  interface ParseConfig {
    readonly delimiter: string;
    readonly newline: "\n";
    /** Given each row as it is read; only then is the table not kept. */
    readonly step: (result: ParseStepResult) => void;
  }
  interface ParseError {
    readonly type: "Quotes" | "Delimiter" | "FieldMismatch";
    readonly code: string;
    /** Of quotes: where the cell begins in the text, after its first quote. */
    readonly index?: number;
  }
  interface ParseStepResult {
    readonly data: readonly string[];
    /** Those of this row. */
    readonly errors: readonly ParseError[];
    /** `cursor`: where the row ends in the text, after its line end. */
    readonly meta: { readonly cursor: number };
  }
  const papaparse: { parse(text: string, config: ParseConfig): void };
  export default papaparse;
}
