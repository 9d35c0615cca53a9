import type { Command } from "commander";
import { withGlobalOptions } from "../options.ts";
import { runWith, type Run } from "../run.ts";
import type * as storeCommands from "../store-commands.ts";
import type { CliIo } from "../terminal/screen.ts";

/** Adds `matinee store export|import|check`. */
export function addStore(program: Command, io: CliIo): void {
  const store = program
    .command("store")
    .summary("the service's people and ratings: back up, restore, check")
    .description("Backs up, restores and checks the store of people, ratings, keys and models.")
    .addHelpText("after", "\nExample:\n  $ matinee store export backup.ndjson");
  withStoreOption(
    store
      .command("export")
      .description("Writes everything in a store as lines of JSON; a server may go on meanwhile.")
      .argument("[file]", "where to, - for the standard output", "-"),
  )
    .addHelpText("after", "\nExample:\n  $ matinee store export backup.ndjson")
    .action((file: string, flags: storeCommands.StoreFlags) =>
      withCommands(io, flags, (run, { exportTo }) => exportTo(run, file, flags)),
    );
  withStoreOption(
    store
      .command("import")
      .description("Takes what store export wrote into a new store: all of it or nothing.")
      .argument("<file>", "where from, - for the standard input"),
  )
    .addHelpText("after", "\nExample:\n  $ matinee store import backup.ndjson --store new.sqlite")
    .action((file: string, flags: storeCommands.StoreFlags) =>
      withCommands(io, flags, (run, { importFrom }) => importFrom(run, file, flags)),
    );
  withStoreOption(
    store.command("check").description("Reads a store through, counts, and tells what is broken."),
  )
    .addHelpText("after", "\nExample:\n  $ matinee store check")
    .action((flags: storeCommands.StoreFlags) =>
      withCommands(io, flags, (run, { checkStore }) => checkStore(run, flags)),
    );
}

function withStoreOption(command: Command): Command {
  return withGlobalOptions(
    command.option(
      "--store <address>",
      "a file or postgres://… (else DATABASE_URL, MATINEE_STORE, or a file of your home folder)",
    ),
  );
}

/** The engines take a while to load, which no other command has to wait for. */
async function withCommands(
  io: CliIo,
  flags: storeCommands.StoreFlags,
  command: (run: Run, commands: typeof storeCommands) => Promise<void>,
): Promise<void> {
  await runWith(io, flags, async (run) => await command(run, await import("../store-commands.ts")));
}
