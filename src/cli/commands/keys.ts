import type { Command } from "commander";
import { Option } from "commander";
import { integerIn } from "../../core/check.ts";
import type { KeyFlags, KeysFlags } from "../manage-keys.ts";
import { numberOf, withGlobalOptions } from "../options.ts";
import { runWith } from "../run.ts";
import { storeOption } from "../store-option.ts";
import type { CliIo } from "../terminal/screen.ts";
import { checkedUsage } from "../usage-error.ts";

const MOST_RATE = 1_000_000;

/** Adds `matinee keys create|list|revoke`. */
export function addKeys(program: Command, io: CliIo): void {
  const keys = program
    .command("keys")
    .summary("who may use the API: make, list and revoke keys")
    .description(
      "Makes, lists and revokes the keys that programs send to the API of matinee serve.",
    )
    .addHelpText("after", "\nExample:\n  $ matinee keys create --scopes read,write --name website");
  addCreate(keys, io);
  withGlobalOptions(
    keys
      .command("list")
      .description("Lists the keys, without their secrets.")
      .addOption(storeOption()),
  )
    .addHelpText("after", "\nExample:\n  $ matinee keys list")
    .action((flags: KeysFlags) =>
      runWith(io, flags, async (run) => await (await managing()).listKeys(run, flags)),
    );
  withGlobalOptions(
    keys
      .command("revoke")
      .description("Revokes a key for good; servers refuse it a second later.")
      .argument("<id>", "as keys list shows it, or the whole key")
      .addOption(storeOption()),
  )
    .addHelpText("after", "\nExample:\n  $ matinee keys revoke a1B2c3D4e5F6")
    .action((id: string, flags: KeysFlags) =>
      runWith(io, flags, async (run) => await (await managing()).revokeKey(run, id, flags)),
    );
}

function addCreate(keys: Command, io: CliIo): void {
  const command = keys
    .command("create")
    .description("Makes a key and prints it; it is not shown again.")
    .addOption(
      new Option(
        "--scopes <list>",
        "what it allows, each by itself: read, write, admin",
      ).makeOptionMandatory(),
    )
    .option("--name <text>", "to tell it by in keys list", "")
    .option("--rate <n>", "requests a second; 0: as many as come", numberOf("rate"), 0)
    .addOption(storeOption());
  withGlobalOptions(command)
    .addHelpText("after", "\nExample:\n  $ matinee keys create --scopes read,write --name website")
    .action((flags: KeyFlags) =>
      runWith(io, flags, async (run) => {
        checkedUsage(() => integerIn("Cannot make the key", "rate", flags.rate, 0, MOST_RATE));
        await (await managing()).createKey(run, flags);
      }),
    );
}

/** The store's packages take a while to load, which no other command has to wait for. */
async function managing() {
  return await import("../manage-keys.ts");
}
