import { useEffect, useState } from "preact/hooks";
import type { CoreClient } from "../core-client.ts";
import type { SessionState } from "./learn-session.ts";
import { LearnSession } from "./learn-session.ts";

/** One for as long as the page is open, whichever view is shown. */
const sessions = new WeakMap<CoreClient, LearnSession>();

/** The runs of this page, drawn anew at every change. */
export function useLearnSession(study: CoreClient): {
  readonly session: LearnSession;
  readonly state: SessionState;
} {
  const session = sessionOf(study);
  const [state, setState] = useState(session.state());
  useEffect(() => {
    const follow = (): void => setState(session.state());
    follow();
    return session.subscribe(follow);
  }, [session]);
  return { session, state };
}

/** Whether motion is not wanted. */
export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function sessionOf(study: CoreClient): LearnSession {
  const session = sessions.get(study) ?? new LearnSession(study, isStill() ? "at once" : "slow");
  sessions.set(study, session);
  return session;
}
