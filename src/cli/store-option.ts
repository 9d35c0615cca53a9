import { Option } from "commander";

/** `--store`, of every command that opens one. */
export function storeOption(): Option {
  return new Option(
    "--store <place>",
    "a file, or postgres://…, that keeps people and ratings; else DATABASE_URL, MATINEE_STORE, or one in your home",
  );
}
