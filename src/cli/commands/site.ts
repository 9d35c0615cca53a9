import type { Command } from "commander";
import { byteCount } from "../../io/node-byte-count.ts";
import type { FolderFile } from "../../io/node-write-folder.ts";
import { writeFolder } from "../../io/node-write-folder.ts";
import { pageFiles } from "../../io/node-page-files.ts";
import { dataFiles } from "../../server/page/data-files.ts";
import { withPolicy } from "../../server/page/static-page.ts";
import type { GlobalFlags } from "../options.ts";
import { withGlobalOptions } from "../options.ts";
import type { Run } from "../run.ts";
import { pathFrom, runWith } from "../run.ts";
import { counted } from "../terminal/numbers.ts";
import type { CliIo } from "../terminal/screen.ts";
import { visibleText } from "../terminal/text-width.ts";
import { UsageError } from "../usage-error.ts";

interface SiteFlags extends GlobalFlags {
  readonly output: string;
  readonly force?: boolean;
}

const MARKER = "matinee-site.json";
/** In this order, after all others: what makes the new files known. */
const LAST = ["index.html", "service-worker.js"];

/** Adds `matinee site -o DIR`. */
export function addSite(program: Command, io: CliIo): void {
  const command = program
    .command("site")
    .summary("the page as files for any web host")
    .description(
      "Writes the page and its model as static files that work in any folder of any web host, and " +
        "without a network after the first visit.",
    )
    .requiredOption("-o, --output <dir>", "a new or an empty folder")
    .option("--force", "replace a site that was written there before");
  withGlobalOptions(command)
    .addHelpText("after", "\nExample:\n  $ matinee site -o public")
    .action((flags: SiteFlags) => runWith(io, flags, (run) => site(run, flags)));
}

async function site({ io, screen }: Run, { output, force }: SiteFlags): Promise<void> {
  if (output.trim() === "") {
    throw new UsageError("Cannot write the site: --output must name a folder, got nothing");
  }
  const files = await siteFiles();
  await writeFolder(pathFrom(io, output), files, {
    ...{ marker: MARKER, replace: force === true, signal: io.signal },
  });
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (screen.json) {
    screen.printJson({ folder: pathFrom(io, output), files: files.length, bytes });
    return;
  }
  screen.print(
    `${visibleText(output)} holds the page: ${counted(files.length, "file")}, ${byteCount(bytes)}.`,
  );
  screen.notice("Put the folder on any web host; matinee serve shows the same page here.");
  screen.notice("The model may be passed on as LICENSE-MovieLens.md says, not commercially.");
}

/** With the list of data that the page asks for, so that a browser has nothing to complain of. It is empty. */
async function siteFiles(): Promise<readonly FolderFile[]> {
  const files = await Promise.all(
    [...(await pageFiles()), ...dataFiles([])].map(async ({ path, read }) => ({
      path,
      bytes: await read(),
    })),
  );
  return files
    .map(({ path, bytes }) =>
      path === LAST[0] ? { path, bytes: staticPage(bytes) } : { path, bytes },
    )
    .toSorted((a, b) => LAST.indexOf(a.path) - LAST.indexOf(b.path));
}

function staticPage(bytes: Uint8Array): Uint8Array {
  return new TextEncoder().encode(withPolicy(new TextDecoder().decode(bytes)));
}
