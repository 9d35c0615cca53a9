import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { useIncoming } from "./incoming-context.ts";

/** For those who do not drop. */
export function FileButton(): JSX.Element {
  const { go } = useApp();
  const { files } = useIncoming();
  return (
    <label class="button is-plain">
      Choose a file
      <input
        class="unseen"
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.json,.zip"
        data-testid="ratings-file"
        onChange={(event) => {
          files.add([...(event.currentTarget.files ?? [])]);
          go("ratings"); // where they are looked through
          event.currentTarget.value = ""; // so that the same file can be chosen again
        }}
      />
    </label>
  );
}
