/** A table as RFC 4180 has it, with line feeds; an absent cell is empty. */
export function csvText(
  header: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  const lines = [header, ...rows].map((cells) => cells.map((cell) => quoted(String(cell ?? ""))));
  return lines.map((cells) => `${cells.join(",")}\n`).join("");
}

/** In quotes where it has to be; other separators too, since readers guess which one it is. */
function quoted(text: string): string {
  return /[",;\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
