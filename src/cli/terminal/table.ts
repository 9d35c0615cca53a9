import { cutText, padEnd, padStart, textWidth } from "./text-width.ts";

/** How one column of a table is set. */
export interface Column {
  readonly header?: string;
  readonly align?: "left" | "right";
  /** The widest it may be: longer cells are cut with `…`. Default: as wide as its widest cell. */
  readonly most?: number;
}

const GAP = "  ";

/**
 * Rows in aligned columns, two spaces apart, with a line of headers where a column has one.
 * Numbers align on the decimal point if they come with equal decimals, set right.
 *
 * @param rows - cells without escape codes.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent: string = "  ",
): string[] {
  const hasHeader = columns.some(({ header }) => header !== undefined);
  const header = columns.map((column) => column.header ?? "");
  const all = (hasHeader ? [header, ...rows] : rows).map((row) =>
    columns.map(({ most = Infinity }, k) => cutText(row[k] ?? "", most)),
  );
  const widths = columns.map((_, k) => Math.max(0, ...all.map((row) => textWidth(row[k]!))));
  return all.map((row) => {
    const cells = row.map((cell, k) => {
      const pad = columns[k]!.align === "right" ? padStart : padEnd;
      return pad(cell, widths[k]!);
    });
    return (indent + cells.join(GAP)).trimEnd();
  });
}

/**
 * As {@link tableLines}; where that would be wider than `width`, several tables below each other, with
 * an empty line between and the first column at the head of each.
 */
export function stackedTableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const lineWidth = (shown: readonly number[]): number =>
    Math.max(...linesOf(columns, rows, shown).map(textWidth));
  const tables: number[][] = [];
  for (let k = 1; k < columns.length; k++) {
    const last = tables.at(-1);
    if (last !== undefined && lineWidth([...last, k]) <= width) last.push(k);
    else tables.push([0, k]);
  }
  return tables.flatMap((shown, k) => [...(k === 0 ? [] : [""]), ...linesOf(columns, rows, shown)]);
}

function linesOf(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  shown: readonly number[],
): string[] {
  const cells = rows.map((row) => shown.map((k) => row[k] ?? ""));
  return tableLines(
    shown.map((k) => columns[k]!),
    cells,
  );
}
