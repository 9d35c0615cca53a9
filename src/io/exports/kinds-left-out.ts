import { counted } from "../counted.ts";
import type { LeftOutRows } from "./person-export.ts";

/** `12 shows`, `3 episodes`, `1 short`; those that there are. */
export function kindsLeftOut({ shows, episodes, shorts, others }: LeftOutRows): string[] {
  const kinds = [
    [shows, "show", "shows"],
    [episodes, "episode", "episodes"],
    [shorts, "short", "shorts"],
    [others, "other thing", "other things"],
  ] as const;
  return kinds.flatMap(([count, one, many]) => (count === 0 ? [] : counted(count, one, many)));
}
