/** `500,000`. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 row`, `500,000 rows`. */
export function counted(count: number, thing: string, things: string = `${thing}s`): string {
  return `${grouped(count)} ${count === 1 ? thing : things}`;
}
