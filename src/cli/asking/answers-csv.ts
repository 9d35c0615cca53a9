import { csvText } from "../../io/csv-text.ts";
import type { Answers } from "./answers.ts";

/** Ratings as a file that `matinee picks` reads, and Letterboxd imports. */
export function answersCsv({ rated }: Answers): string {
  const rows = rated.map(({ film: { title, year }, rating }) => [title, year, rating]);
  return csvText(["Name", "Year", "Rating"], rows);
}
