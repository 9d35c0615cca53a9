import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebianPackage } from "./debian-package.ts";

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Such as "postgres (PostgreSQL) 15.18". */
  readonly version: string;
}

/** Debian puts the newest last and not on the path. */
const DEBIAN = "/usr/lib/postgresql";
const OLDEST = 15;

/** Postgres 15 or later; on Debian, for root, it is installed where it is missing. */
export function findPostgres(): PostgresBinaries | undefined {
  const found = search();
  if (found !== undefined) return found;
  installDebianPackage("postgresql");
  return search();
}

function search(): PostgresBinaries | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  const folders = [
    ...newestFirst.map((version) => join(DEBIAN, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  for (const folder of folders) {
    const [postgres, initdb] = [join(folder, "postgres"), join(folder, "initdb")];
    if (!existsSync(postgres) || !existsSync(initdb)) continue;
    const version = spawnSync(postgres, ["--version"], { encoding: "utf8" }).stdout.trim();
    if (Number(/(\d+)\.?\S*$/u.exec(version)?.[1]) >= OLDEST) return { postgres, initdb, version };
  }
  return undefined;
}
