import { render } from "preact";
import { App } from "./app.tsx";
import { keepOffline } from "./keep-offline.ts";
import { lateCore, startCore } from "./start-core.ts";
import { openOwnStore } from "./state/open-own-store.ts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/parts.css";

const root = document.getElementById("app")!;
void open().then(keepOffline); // after the first picks, which it must not slow down

async function open(): Promise<void> {
  const core = startCore();
  const own = openOwnStore(); // while the worker fetches the model
  try {
    const facts = await core.ask("open", []);
    root.replaceChildren();
    render(<App app={{ core, study: lateCore(), own, facts }} />, root);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    render(
      <p class="loading" role="alert">
        {text}
      </p>,
      root,
    );
  }
}
