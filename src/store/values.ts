import { keptText, textOfKept } from "./any-text.ts";

/** Parameters as drivers are to have them. */
export function keptValues(values: readonly unknown[]): unknown[] {
  return values.map((value) => {
    if (typeof value === "string") return keptText(value);
    if (!(value instanceof Uint8Array)) return value;
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  });
}

/**
 * Rows as drivers return them, made alike in place: texts as they were stored, and bytes as arrays of their own:
 * libsql gives an `ArrayBuffer`, pg a slice of a pool.
 */
export function readRows(rows: readonly unknown[]): void {
  for (const row of rows as readonly Record<string, unknown>[]) {
    for (const name in row) {
      const value = row[name];
      if (typeof value === "string") row[name] = textOfKept(value);
      else if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value);
      else if (value instanceof Uint8Array) row[name] = new Uint8Array(value);
    }
  }
}
