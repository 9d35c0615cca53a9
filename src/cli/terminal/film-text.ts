import { movieName } from "../../index.ts";
import { cutText, plainText, textWidth } from "./text-width.ts";

/** What a film is called by. */
export interface Titled {
  readonly title: string;
  readonly year?: number | null | undefined;
}

/** `Fargo (1996)`, safe to print. */
export function filmText({ title, year }: Titled): string {
  return plainText(movieName({ title, year: year ?? undefined }));
}

/** As {@link filmText}, in at most `width` columns: the title is cut, the year stays. */
export function cutFilm({ title, year }: Titled, width: number): string {
  const whole = filmText({ title, year });
  if (textWidth(whole) <= width) return whole;
  const ending = year === undefined || year === null ? "" : ` (${year})`;
  if (width < ending.length + 8) return cutText(plainText(title), width);
  return cutText(plainText(title), width - ending.length) + ending;
}

/** `a, b and c`. */
export function listed(names: readonly string[], last: string = "and"): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;
}
