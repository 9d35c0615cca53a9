import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { counted, grouped } from "../../io/counted.ts";
import { useOwn } from "../app-context.ts";
import { dataForLink, isOnlyHere, linkAddress } from "./link-address.ts";
import { MOST_RATINGS, writePersonLink } from "./person-link.ts";

/** Longer ones are cut by some chats. */
const LONG_CHARACTERS = 2000;

/** While the page is open; nobody needs to know it later. */
let ownName = "";

/** What was copied, or could not be. */
interface Copied {
  readonly address: string;
  readonly isCopied: boolean;
  readonly leftOut: number;
}

/** One's own ratings as a link for someone else's movie night. */
export function CopyLink(): JSX.Element {
  const own = useOwn();
  const [name, setName] = useState(ownName);
  const [copied, setCopied] = useState<Copied | undefined>(undefined);
  const copy = async (): Promise<void> => {
    ownName = name;
    const { code, leftOut } = writePersonLink({ name, data: dataForLink(own) });
    const address = linkAddress(location.href, code);
    setCopied({ address, isCopied: await isCopiedToClipboard(address), leftOut });
  };
  return (
    <form
      class="night-own-link"
      onSubmit={(event) => {
        event.preventDefault();
        void copy();
      }}
    >
      <h2 class="night-heading">Go to someone else’s</h2>
      <p class="prose">
        Your link holds your ratings themselves, so no server sees them; whoever you send it to can
        read them.
      </p>
      <div class="night-row">
        <label>
          Your name, for the others
          <input
            class="field"
            value={name}
            maxLength={40}
            autoComplete="given-name"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button is-plain">
          Copy my link
        </button>
      </div>
      <div role="status">{copied !== undefined && <CopiedLink {...copied} />}</div>
    </form>
  );
}

function CopiedLink({ address, isCopied, leftOut }: Copied): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div class="night-copied">
      <p>
        {isCopied ? "Copied." : "The browser did not let the page copy it: copy it from here."}
        {leftOut > 0 &&
          ` It holds your last ${grouped(MOST_RATINGS)} ratings; ${counted(leftOut, "film more does", "films more do")} not fit.`}
        {address.length > LONG_CHARACTERS &&
          ` It has ${grouped(address.length)} characters, and some chats cut such a link: mail it, or send your file.`}
      </p>
      {isOnlyHere(location.hostname) && (
        <p>
          It is the address of your own computer, so it opens nowhere else: whoever has matinee too
          pastes it there, under Add someone.
        </p>
      )}
      <label>
        Your link
        <input
          class="field"
          readOnly
          ref={field}
          value={address}
          onFocus={() => field.current?.select()}
        />
      </label>
    </div>
  );
}

/** Refused without a secure address, or by the person. */
async function isCopiedToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
