const UNITS = ["KiB", "MiB", "GiB", "TiB"];

/** A number of bytes for people: `1 byte`, `1023 bytes`, `1.0 KiB`, `239 MiB`. */
export function byteCount(bytes: number): string {
  if (bytes === 1) return "1 byte";
  if (bytes < 1024) return `${bytes} bytes`;
  let size = bytes / 1024;
  let unit = 0;
  // 999.5, not 1024: four digits before the unit read badly.
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}
