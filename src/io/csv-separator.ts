const SEPARATORS = [",", ";", "\t"] as const;
/** A header is looked for in so many characters. */
const HEADER_CHARACTERS = 65_536;

/** How a spreadsheet says what stands between the cells, in a line above the table. */
const SEPARATOR_LINE = /^\ufeff?("?)sep=([,;\t])\1[,;\t ]*(?=[\r\n]|$)/iu;

/** What stands between the cells of a row. */
export type CsvSeparator = (typeof SEPARATORS)[number];

/** A table without its line `sep=;`, if it has one: what it leaves is a blank line, so lines count on. */
export function withoutSeparatorLine(text: string): string {
  const [line = ""] = SEPARATOR_LINE.exec(text) ?? [];
  return text.slice(line.length);
}

/**
 * What a first line `sep=;` says; else which of comma, semicolon and tab the first line that is not blank has most of outside of quotes; a
 * comma where it has none. Papaparse's own guess, over ten rows, is led astray by a broken quote.
 */
export function separatorOf(text: string): CsvSeparator {
  const said = SEPARATOR_LINE.exec(text)?.[2];
  if (said !== undefined) return said as CsvSeparator;
  const start = Math.max(0, text.search(/\S/u));
  const [line] = text.slice(start, start + HEADER_CHARACTERS).split(/[\r\n]/u, 1);
  const bare = line!.replace(/"[^"]*"/gu, "");
  const counts = SEPARATORS.map((mark) => ({ mark, count: bare.split(mark).length }));
  return counts.reduce((most, other) => (other.count > most.count ? other : most)).mark;
}

/** As messages call it. */
export function separatorName(separator: CsvSeparator): string {
  if (separator === "\t") return "tab";
  return separator === "," ? "comma" : "semicolon";
}
