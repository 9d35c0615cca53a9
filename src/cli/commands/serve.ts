import type { Command } from "commander";
import { Option } from "commander";
import { integerIn } from "../../core/check.ts";
import { hostnameOf } from "../../server/http/loopback.ts";
import { numberOf, withGlobalOptions } from "../options.ts";
import { runWith } from "../run.ts";
import type { ServeFlags } from "../serve-page.ts";
import { storeOption } from "../store-option.ts";
import type { CliIo } from "../terminal/screen.ts";
import { UsageError, checkedUsage } from "../usage-error.ts";

const DEFAULT_PORT = 5757;
const DEFAULT_CONNECTIONS = 1000;

/** Adds `matinee serve`. */
export function addServe(program: Command, io: CliIo): void {
  const command = program
    .command("serve")
    .summary("the page, and recommendations over HTTP for programs")
    .description(
      "Serves the page and the API until Ctrl-C. What people do on the page is computed and kept in their browser; " +
        "what programs send to the API is kept in the store. At an address that others can reach, every request to " +
        'the API needs a key, which "matinee keys create" makes; on this machine alone, only once there is one.',
    )
    .option("--host <address>", "where to listen; others than 127.0.0.1 need a key", "127.0.0.1")
    .option("--port <n>", "0 for any free one", numberOf("port"), DEFAULT_PORT)
    .option("--open", "open the page in the browser")
    .addOption(storeOption())
    .option(
      "--model <file>",
      "what to recommend by until a model is promoted; default: matinee's own",
    )
    .option("--allow-origin <origin...>", "web pages that may ask, such as https://films.example")
    .option(
      "--public-host <name...>",
      "names that a proxy in front passes on, such as films.example; needs a key",
    )
    .addOption(
      new Option("--log <what>", "requests, a line of JSON each, or only faults")
        .choices(["requests", "faults"])
        .default("faults"),
    )
    .option(
      "--most-connections <n>",
      "connections at once; more are cut",
      numberOf("mostConnections"),
      DEFAULT_CONNECTIONS,
    );
  withGlobalOptions(command)
    .addHelpText("after", "\nExample:\n  $ matinee serve --open")
    .action((flags: ServeFlags) =>
      runWith(io, flags, async (run) => {
        checkFlags(flags);
        // The server's packages take 40 ms to load, which no other command has to wait for.
        const { servePage } = await import("../serve-page.ts");
        await servePage(run, flags);
      }),
    );
}

function checkFlags({
  host,
  port,
  mostConnections,
  allowOrigin = [],
  publicHost = [],
}: ServeFlags): void {
  if (host === "") {
    throw new UsageError(
      "Cannot serve the page: --host must not be empty; leave it out, or give 0.0.0.0 for every address",
    );
  }
  checkedUsage(() => {
    integerIn("Cannot serve the page", "port", port, 0, 65_535);
    integerIn("Cannot serve the page", "mostConnections", mostConnections, 1, 100_000);
  });
  for (const name of publicHost) {
    if (hostnameOf(name) !== undefined) continue;
    throw new UsageError(
      `Cannot serve the page: --public-host must be a host name such as films.example, got ${JSON.stringify(name)}`,
    );
  }
  for (const origin of allowOrigin) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue;
    throw new UsageError(
      `Cannot serve the page: --allow-origin must be an origin such as https://films.example, got ${JSON.stringify(origin)}`,
    );
  }
}
