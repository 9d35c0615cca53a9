import type { Answers } from "./answers.ts";

/** Ratings as a file that `matinee picks` reads, and Letterboxd imports. */
export function answersCsv({ rated }: Answers): string {
  const rows = rated.map(({ film: { title, year }, rating }) =>
    [quoted(title), year ?? "", rating].join(","),
  );
  return ["Name,Year,Rating", ...rows, ""].join("\n");
}

/** A cell as RFC 4180 has it. */
function quoted(text: string): string {
  return /[",;\n\r\t]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
