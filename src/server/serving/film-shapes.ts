import { filmJson } from "../../contract/film-json.ts";

/** Films as the service tells them: every id is a text. */
export const SHAPES: ReturnType<typeof filmJson<string>> = filmJson(String);
