import { DataError } from "../../index.ts";
import {
  IS_MOVIELENS,
  NAME_COLUMNS_AND_SCALE,
  NAME_THE_COLUMNS,
} from "../../io/exports/export-remedies.ts";
import { MOVIELENS_CODE } from "../messages.ts";
import { Refusal } from "./refusal.ts";

/** Why a file cannot be read, without the remedies that a page does not have. */
export function fileRefusal(error: unknown, file: string): unknown {
  if (!(error instanceof DataError)) return error;
  if (error.message.includes(IS_MOVIELENS)) {
    return new Refusal(
      `${file} is a MovieLens data set: the ratings of many people, not one person’s own. “Watch it learn” can learn from it.`,
      MOVIELENS_CODE,
      { cause: error },
    );
  }
  const message = [NAME_THE_COLUMNS, NAME_COLUMNS_AND_SCALE].reduce(
    (text, remedy) => text.replace(remedy, ""),
    error.message,
  );
  return message === error.message ? error : new Refusal(message, error.code, { cause: error });
}
