import type { FeatureKind, ProfileRow, TasteFacts } from "../messages.ts";
import { signedText } from "../parts/signed-text.ts";

/** Stars less than this apart are called alike. */
const ALIKE = 0.05;

/** With fewer ratings someone's place among people is chance more than theirs. */
export const LEAST_FOR_RANK = 10;

/** As much of a row as words need. */
type Leaning = Pick<ProfileRow, "name" | "kind" | "you" | "crowd" | "above" | "low" | "high">;

/** How many stars more than most they give for a film at the + end. */
export function leaningOf({ you, crowd }: Pick<ProfileRow, "you" | "crowd">): number {
  return you - crowd.mean;
}

/** The most unlike others first: stars mean more where most people are alike. Unnamed ones come last. */
export function byUnlikeness<Row extends Pick<ProfileRow, "you" | "crowd" | "isNamed">>(
  profile: readonly Row[],
): Row[] {
  const unlike = (row: Row): number => Math.abs(leaningOf(row)) / (row.crowd.sd || 1);
  return profile.toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed) || unlike(b) - unlike(a));
}

/** `You give science fiction 0.6 stars more than most.` */
export function leaningText(row: Leaning): string {
  const leaning = leaningOf(row);
  const films = filmsText(row, leaning);
  if (Math.abs(leaning) < ALIKE) return `You give ${films} what most give.`;
  const isMore = row.kind === "unnamed" || leaning > 0;
  return `You give ${films} ${starsOff(leaning)} ${isMore ? "more" : "less"} than most.`;
}

/** `That is more than 92 in 100 people give.`; undefined where there is no crowd to compare with. */
export function rankText({
  above,
  ...row
}: Pick<ProfileRow, "above" | "you" | "crowd" | "kind">): string | undefined {
  if (Number.isNaN(above) || Math.abs(leaningOf(row)) < ALIKE) return undefined;
  const isMore = row.kind === "unnamed" || leaningOf(row) > 0;
  const share = leaningOf(row) > 0 ? above : 1 - above;
  return `That is ${isMore ? "more" : "less"} than ${inHundred(share)} people give.`;
}

/** `You give 0.3 stars less than others for the same films; stricter than 71 in 100 people.` */
export function strictnessText(
  { strictness, stricter }: Pick<TasteFacts, "strictness" | "stricter">,
  rated: number,
): string {
  if (rated < LEAST_FOR_RANK) return "Whether you are strict cannot be told from so few.";
  if (Math.abs(strictness) < ALIKE) return "For the same films you give what others give.";
  const isStrict = strictness < 0;
  const rank = isStrict
    ? `stricter than ${inHundred(1 - stricter)} people`
    : `more generous than ${inHundred(stricter)} people`;
  const told = Number.isNaN(stricter) ? "" : `; ${rank}`;
  const off = `${starsOff(strictness)} ${isStrict ? "less" : "more"}`;
  return `You give ${off} than others for the same films${told}.`;
}

/** `+0.6 ★`, `−0.3 ★`, `0 ★`. */
export function signedStars(stars: number): string {
  const text = signedText(stars, 1);
  return Number.isNaN(stars) ? text : `${text} ★`;
}

/** What is given more or less: an unnamed feature has two ends, and one of them is liked. */
function filmsText({ name, kind, low, high }: Leaning, leaning: number): string {
  if (kind !== "unnamed") return FILMS_OF_KIND[kind] ?? FILMS_OF_NAME[name] ?? name;
  const liked = leaning < 0 ? low : high;
  const titles = liked.slice(0, 2).map(({ title }) => title);
  return titles.length === 0
    ? "films that have no name in common"
    : `films like ${titles.join(" and ")}`;
}

const FILMS_OF_KIND: Readonly<Partial<Record<FeatureKind, string>>> = {
  appeal: "films that everyone has seen",
  acclaim: "films that everyone praises",
  year: "newer films",
};

/** Genres that are no kind of thing to be given stars. */
const FILMS_OF_NAME: Readonly<Record<string, string>> = {
  action: "action films",
  adventure: "adventure films",
  comedy: "comedies",
  crime: "crime films",
  drama: "dramas",
  fantasy: "fantasy films",
  horror: "horror films",
  mystery: "mysteries",
  romance: "romances",
  thriller: "thrillers",
};

function starsOff(stars: number): string {
  const shown = Math.abs(stars).toFixed(1);
  return shown === "1.0" ? "1 star" : `${shown} stars`;
}

/** Of a few hundred people nobody is before all. */
function inHundred(share: number): string {
  return `${Math.min(99, Math.max(1, Math.round(100 * share)))} in 100`;
}
