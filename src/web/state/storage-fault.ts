/** What kind of trouble it is. */
export type StorageFaultKind =
  | "full"
  | "denied"
  | "newer"
  | "older tab"
  | "slow"
  | "deleted"
  | "failed";

/** What people are told of each, and what may help. */
interface FaultWords {
  /** A sentence's beginning: `Your last changes are only in this tab`. */
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  /** Whether trying again may help: by a button, or also whenever someone comes back to the page. */
  readonly retry: "never" | "asked" | "unasked";
}

const WORDS: Readonly<Record<StorageFaultKind, FaultWords>> = {
  full: {
    what: "Your last changes are only in this tab",
    why: "this browser has no room left for this page",
    remedy: "Make room by deleting what other pages keep, then try again.",
    retry: "unasked",
  },
  denied: {
    what: "What you rate is only in this tab",
    why: "this browser does not let the page keep anything, as in some private windows",
    remedy:
      "Allow it to keep site data, then try again; or download your ratings before you leave.",
    retry: "unasked",
  },
  newer: {
    what: "Your last changes are only in this tab",
    why: "a newer version of this page has been open",
    remedy: "Download what you changed here, then reload this page.",
    retry: "never",
  },
  "older tab": {
    what: "What you rate is only in this tab",
    why: "another tab has an older version of this page open",
    remedy: "Close the other tab; then it goes on by itself.",
    retry: "never",
  },
  slow: {
    what: "What you rate is only in this tab",
    why: "the browser’s storage does not answer",
    remedy: "It is still being waited for; if this stays, restart the browser.",
    retry: "never",
  },
  deleted: {
    what: "Your ratings are only in this tab",
    why: "what was kept has been deleted from this browser",
    remedy: "Try again to keep it anew, or close this tab to let it go.",
    retry: "asked",
  },
  failed: {
    what: "Your last changes are only in this tab",
    why: "the browser’s storage failed",
    remedy: "Try again; or download your ratings before you leave.",
    retry: "unasked",
  },
};

/** Storage that cannot be used, for a reason that people can be told. */
export class StorageFault extends Error {
  override readonly name = "StorageFault";
  readonly kind: StorageFaultKind;
  readonly words: FaultWords;

  constructor(kind: StorageFaultKind, cause?: unknown) {
    super(`Storage cannot be used: ${WORDS[kind].why}. ${WORDS[kind].remedy}`, { cause });
    this.kind = kind;
    this.words = WORDS[kind];
  }
}

/** What an error of IndexedDB means; browsers name the same trouble differently. */
export function storageFault(error: unknown): StorageFault {
  if (error instanceof StorageFault) return error;
  const name = error instanceof Error ? error.name : "";
  if (name === "QuotaExceededError") return new StorageFault("full", error);
  if (name === "VersionError") return new StorageFault("newer", error);
  // Firefox's private windows of old throw the second one.
  if (name === "SecurityError" || name === "InvalidStateError") {
    return new StorageFault("denied", error);
  }
  return new StorageFault("failed", error);
}
