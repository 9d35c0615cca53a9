import type { Id } from "../../index.ts";
import type { Place, TableName } from "./edit.ts";
import { TABLES } from "./edit.ts";

/** What tabs tell each other: where something changed, or that everything was deleted. */
export type TabNews =
  | { readonly kind: "changed"; readonly places: readonly Place[] }
  | { readonly kind: "cleared" };

/** The way to the other tabs. */
export interface TabChannel {
  tell(news: TabNews): void;
  close(): void;
}

const CHANNEL_NAME = "matinee own films";

/**
 * Opens the way to the other tabs.
 *
 * @returns undefined where the browser has none.
 */
export function openTabChannel(hear: (news: TabNews) => void): TabChannel | undefined {
  if (typeof BroadcastChannel !== "function") return undefined;
  const channel = new BroadcastChannel(CHANNEL_NAME);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const news = newsOf(data);
    if (news !== undefined) hear(news);
  });
  return {
    tell: (news) => channel.postMessage(news),
    close: () => channel.close(),
  };
}

/** Another version of the page may say what this one does not know. */
function newsOf(data: unknown): TabNews | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { kind, places } = data as { readonly kind?: unknown; readonly places?: unknown };
  if (kind === "cleared") return { kind };
  if (kind !== "changed" || !Array.isArray(places)) return undefined;
  return { kind, places: places.filter(isPlace) };
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== "object" || value === null) return false;
  const { table, key } = value as { readonly table?: unknown; readonly key?: unknown };
  return TABLES.includes(table as TableName) && isKey(key);
}

function isKey(key: unknown): key is Id {
  return typeof key === "string" || (typeof key === "number" && !Number.isNaN(key));
}
