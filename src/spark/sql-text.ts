/** A name within SQL text, whatever characters it has. */
export function quotedName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

/** A number as a `DOUBLE`: without the letter, Spark takes it for a decimal of as many digits. */
export function double(value: number): string {
  return `${value}D`;
}
