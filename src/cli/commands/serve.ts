import type { Command } from "commander";
import { integerIn } from "../../core/check.ts";
import { numberOf, withGlobalOptions } from "../options.ts";
import { runWith } from "../run.ts";
import type { ServeFlags } from "../serve-page.ts";
import type { CliIo } from "../terminal/screen.ts";
import { checkedUsage } from "../usage-error.ts";

const DEFAULT_PORT = 5757;

/** Adds `matinee serve`. */
export function addServe(program: Command, io: CliIo): void {
  const command = program
    .command("serve")
    .summary("the page: rate films, see your taste, get three picks")
    .description(
      "Serves the page on this machine, until Ctrl-C. Everything is computed and kept in the browser.",
    )
    .option("--host <address>", "127.0.0.1, ::1 or localhost", "127.0.0.1")
    .option("--port <n>", "0 for any free one", numberOf("port"), DEFAULT_PORT)
    .option("--open", "open the page in the browser");
  withGlobalOptions(command)
    .addHelpText("after", "\nExample:\n  $ matinee serve --open")
    .action((flags: ServeFlags) =>
      runWith(io, flags, async (run) => {
        checkedUsage(() => integerIn("Cannot serve the page", "port", flags.port, 0, 65_535));
        // The server's packages take 40 ms to load, which no other command has to wait for.
        const { servePage } = await import("../serve-page.ts");
        await servePage(run, flags);
      }),
    );
}
