import { fileURLToPath } from "node:url";

/** The path of a file that comes with the package: as far from `dist/bin` as from here. */
export function packageFile(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
