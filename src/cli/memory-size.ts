import { Option } from "commander";
import { UsageError } from "./usage-error.ts";

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};
const LEAST = 2 ** 16;

/** `--memory`. */
export function memoryOption(text: string): Option {
  return new Option("--memory <size>", `${text}, such as 512M or 4G`)
    .argParser(memorySize)
    .default(2 ** 30, "1G");
}

/**
 * `512M`, `1.5G`, `2 GiB` or a number of bytes, as bytes: units are of 1024.
 *
 * @throws {UsageError}
 */
export function memorySize(text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/iu.exec(text.trim());
  const bytes =
    found === null ? NaN : Math.floor(Number(found[1]) * UNITS[found[2]!.toUpperCase()]!);
  if (bytes >= LEAST && bytes < 2 ** 50) return bytes;
  throw new UsageError(
    `Cannot read the command line: --memory must be a size from 64K on, such as 512M or 4G, got ${JSON.stringify(text)}`,
  );
}
