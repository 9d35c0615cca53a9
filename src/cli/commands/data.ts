import { homedir } from "node:os";
import { relative, sep } from "node:path";
import type { Command } from "commander";
import { dataSetInfo } from "../../io/data-sets.ts";
import { byteCount } from "../../io/node-byte-count.ts";
import type { ListedDataSet } from "../../io/node-data-sets.ts";
import { findDataSet, getDataSet, listDataSets } from "../../io/node-data-sets.ts";
import { isPack } from "../../io/node-pack.ts";
import { describeData, descriptionJson, descriptionLines } from "../data-description.ts";
import { DownloadProgress, openData, rethrowAsDataSet } from "../open-data.ts";
import { memoryOption } from "../memory-size.ts";
import type { GlobalFlags } from "../options.ts";
import { withGlobalOptions } from "../options.ts";
import type { PackFlags } from "../pack-data.ts";
import { packData } from "../pack-data.ts";
import { packDescription } from "../pack-description.ts";
import type { Run } from "../run.ts";
import { runWith } from "../run.ts";
import { counted, grouped } from "../terminal/numbers.ts";
import type { CliIo } from "../terminal/screen.ts";
import { tableLines } from "../terminal/table.ts";
import { plainText, visibleText } from "../terminal/text-width.ts";
import { UsageError } from "../usage-error.ts";

/** Adds `matinee data list|get|describe|pack`. */
export function addData(program: Command, io: CliIo): void {
  const data = program
    .command("data")
    .summary("the data sets: what there is, where, and what is in it")
    .description("Lists, downloads and describes the data sets that films can be learned from.")
    .addHelpText("after", "\nExample:\n  $ matinee data get ml-100k");
  withGlobalOptions(data.command("list").description("Lists the data sets that have a name."))
    .addHelpText("after", "\nExample:\n  $ matinee data list")
    .action((flags: GlobalFlags) => runWith(io, flags, list));
  withGlobalOptions(
    data
      .command("get")
      .description("Downloads a data set, unless it is here; an interrupted download goes on.")
      .argument("<name>", "a name that data list shows"),
  )
    .addHelpText("after", "\nExample:\n  $ matinee data get ml-latest-small")
    .action((name: string, flags: GlobalFlags) => runWith(io, flags, (run) => get(run, name)));
  withGlobalOptions(
    data
      .command("describe")
      .description("Counts what is in a data set; a named one is downloaded if it is not here.")
      .argument(
        "<name>",
        "a name that data list shows, a folder, a ZIP, a pack, or a .csv or .parquet of ratings",
      ),
  )
    .addHelpText("after", "\nExample:\n  $ matinee data describe ml-100k")
    .action((name: string, flags: GlobalFlags) => runWith(io, flags, (run) => describe(run, name)));
  addPack(data, io);
}

function addPack(data: Command, io: CliIo): void {
  withGlobalOptions(
    data
      .command("pack")
      .description(
        "Writes a data set as one file from which learning streams what memory does not hold.",
      )
      .argument(
        "<name>",
        "a name that data list shows, a folder, a ZIP, or a .csv or .parquet of ratings",
      )
      .requiredOption("-o, --output <file>", "where the pack goes; a file there is replaced")
      .addOption(memoryOption("what ratings may take while they are sorted")),
  )
    .addHelpText("after", "\nExample:\n  $ matinee data pack ml-25m -o ml-25m.pack")
    .action((name: string, flags: PackFlags) =>
      runWith(io, flags, (run) => packData(run, name, flags)),
    );
}

async function list({ io, screen }: Run): Promise<void> {
  const { env, cwd } = io;
  const known = await listDataSets({ env, cwd });
  if (screen.json) {
    screen.printJson({ dataSets: known.map(listedJson) });
    return;
  }
  const rows = known.map(({ info, found }) => [
    info.name,
    grouped(info.ratings),
    grouped(info.movies),
    byteCount(info.archiveBytes),
    found === undefined ? "not here" : shortPath(found.path, cwd),
  ]);
  const right = { align: "right" } as const;
  const columns = [
    { header: "name" },
    { header: "ratings", ...right },
    { header: "films", ...right },
    { header: "download", ...right },
    // A path that was cut is of no use to a program that reads it.
    { header: "where it is", ...(screen.isTerminal ? { most: screen.columns - 53 } : {}) },
  ];
  screen.print(...tableLines(columns, rows, ""));
}

function listedJson({ info, found }: ListedDataSet): Readonly<Record<string, unknown>> {
  const { name, title, ratings, movies, users, archiveBytes, licence } = info;
  const path = found?.path ?? null;
  return { name, title, ratings, movies, users, archiveBytes, licence, path };
}

async function get({ io, screen }: Run, name: string): Promise<void> {
  const { env, cwd, signal } = io;
  const info = dataSetInfo(name);
  if (info === undefined) await refusePath(name, cwd);
  const found = info === undefined ? undefined : await findDataSet(name, { env, cwd });
  if (info !== undefined && found !== undefined && found.origin !== "path") {
    tellGot({ io, screen }, name, { path: found.path, downloaded: false, verified: undefined });
    return;
  }
  const progress = new DownloadProgress({ io, screen }, name);
  const getting = getDataSet(name, {
    ...{ env, signal },
    onProgress: progress.onProgress,
    onWait: progress.onWait,
  });
  const got = await getting.catch(rethrowAsDataSet);
  if (progress.bytes > 0) screen.progress.clear();
  tellGot({ io, screen }, name, got);
}

/** @throws {UsageError} for what is here already, or is no name at all. */
async function refusePath(name: string, cwd: string): Promise<void> {
  const names = '"data get" takes a name that "matinee data list" shows';
  if (name.trim() === "") throw new UsageError(`Cannot get the data set: ${names}, got nothing`);
  const isPath = name.includes("/") || name.includes(sep);
  if (!isPath && (await findDataSet(name, { env: {}, cwd })) === undefined) return;
  throw new UsageError(
    `Cannot get the data set ${JSON.stringify(name)}: ${names}; a folder or ZIP is used by --data`,
  );
}

interface Got {
  readonly path: string;
  readonly downloaded: boolean;
  readonly verified: boolean | undefined;
}

function tellGot({ screen }: Run, name: string, { path, downloaded, verified }: Got): void {
  const { title, licence } = dataSetInfo(name)!;
  if (screen.json) {
    screen.printJson({ name, title, path, downloaded, verified: verified ?? null, licence });
    return;
  }
  screen.print(
    downloaded ? `${title} is here now:` : `${title} is here already:`,
    `  ${visibleText(path)}`,
  );
  if (verified === true) screen.print("Its checksum is the published one.");
  if (verified === false) screen.print("No checksum is published for it.");
  screen.printText(`Terms: ${licence}.`);
}

async function describe(run: Run, name: string): Promise<void> {
  const { screen } = run;
  const found = name.trim() === "" ? undefined : await findDataSet(name, run.io);
  if (found !== undefined && isPack(found.path)) return describePack(run, found.path);
  const { dataSet, files, path } = await openData(run, name);
  await files.close();
  const description = describeData(dataSet);
  if (screen.json) screen.printJson({ ...descriptionJson(description), path });
  else screen.print(...descriptionLines(screen, description));
}

/** Of a pack everything that is told stands beside the ratings, however many there are. */
function describePack({ screen }: Run, path: string): void {
  const { description, layout } = packDescription(path);
  if (screen.json) {
    screen.printJson({ ...descriptionJson(description), path, pack: layout });
    return;
  }
  const { bytes, userBlocks, movieBlocks } = layout;
  screen.print(...descriptionLines(screen, description), "");
  screen.printText(
    `A pack of ${byteCount(bytes)}: ${counted(userBlocks, "block")} of people by ${counted(movieBlocks, "block")} of films.`,
  );
}

/** A path as people write it: from here, or from home. */
function shortPath(path: string, cwd: string): string {
  const fromHere = relative(cwd, path);
  if (fromHere !== "" && !fromHere.startsWith(`..${sep}..`)) return plainText(fromHere);
  const home = homedir();
  return plainText(path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path);
}
