import { render } from "preact";
import { App } from "./app.tsx";
import { keepOffline } from "./keep-offline.ts";
import { lateCore, startCore } from "./start-core.ts";
import { memoryStore } from "./state/memory-store.ts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/parts.css";

const root = document.getElementById("app")!;
void open().then(keepOffline); // after the first picks, which it must not slow down

async function open(): Promise<void> {
  const core = startCore();
  try {
    const facts = await core.ask("open", []);
    const own = memoryStore("nothing is kept yet");
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
