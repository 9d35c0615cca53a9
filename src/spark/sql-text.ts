/** A name within SQL text, whatever characters it has. */
export function quotedName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

/** `db.ratings` with each of its parts quoted. Parts that are quoted already stay as they are. */
export function quotedTable(name: string): string {
  const parts = name.match(/`(?:[^`]|``)+`|[^.`]+/gu) ?? [name];
  return parts.map((part) => (part.startsWith("`") ? part : quotedName(part))).join(".");
}

/** A number as a `DOUBLE`: without the letter, Spark takes it for a decimal of as many digits. */
export function double(value: number): string {
  return `${value}D`;
}
