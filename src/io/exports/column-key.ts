/** Names of columns as they are compared: `Your Rating` and `your_rating` are one name. */
export function columnKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
