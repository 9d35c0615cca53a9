const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of `share` (0 … 1) of `width` columns, in eighths of a column; never quite empty above 0. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(fraction(share) * Math.max(0, width) * 8);
  if (share > 0 && eighths === 0 && width > 0) return EIGHTHS[1]!;
  return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}

/** A line of `width` columns, heavy as far as `share` (0 … 1) is done. */
export function progressBar(share: number, width: number): string {
  const columns = Math.max(0, Math.floor(width));
  const done = Math.round(fraction(share) * columns);
  return "━".repeat(done) + "─".repeat(columns - done);
}

function fraction(share: number): number {
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}
