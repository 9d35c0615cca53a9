/** How the lines of a table are written. */
export interface CsvForm {
  readonly separator?: string;
  readonly lineEnd?: string;
  /** Quotes around all cells, not only where they must be. */
  readonly quoteAll?: boolean;
}

/** A table as exporters write it. */
export function csvOf(
  rows: readonly (readonly (string | number | undefined)[])[],
  { separator = ",", lineEnd = "\n", quoteAll = false }: CsvForm = {},
): string {
  const cell = (value: string | number | undefined): string => {
    const text = String(value ?? "");
    const mustQuote = quoteAll || /["\r\n]/u.test(text) || text.includes(separator);
    return mustQuote ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((cells) => cells.map(cell).join(separator) + lineEnd).join("");
}
