import { DataError } from "../../core/errors.ts";

/** A pack that cannot be used, and what to do about it. */
export function packFault(
  file: string,
  what: string,
  remedy: string = "write it again",
): DataError {
  return new DataError(`Cannot read the pack: ${what}; ${remedy} with "matinee data pack"`, {
    file,
  });
}
