import type { ComponentType } from "preact";
import { lateView } from "./late-view.tsx";
import { TonightView } from "./tonight/tonight-view.tsx";
import type { ViewName, ViewProps } from "./views.ts";

/** The component of each view. The first one is there at once, the others when they are shown. */
export const VIEW_OF: Readonly<Record<ViewName, ComponentType<ViewProps>>> = {
  tonight: TonightView,
  ratings: lateView(async () => (await import("./ratings/ratings-view.tsx")).MyRatingsView),
  taste: lateView(async () => (await import("./taste/taste-view.tsx")).MyTasteView),
  features: lateView(async () => (await import("./features/features-view.tsx")).FeaturesView),
  learn: lateView(async () => (await import("./learn/learn-view.tsx")).WatchItLearnView),
  night: lateView(async () => (await import("./night/night-view.tsx")).MovieNightView),
};
