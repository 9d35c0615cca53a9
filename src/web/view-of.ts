import type { ComponentType } from "preact";
import { FeaturesView } from "./features/features-view.tsx";
import { WatchItLearnView } from "./learn/learn-view.tsx";
import { MovieNightView } from "./night/night-view.tsx";
import { MyRatingsView } from "./ratings/ratings-view.tsx";
import { MyTasteView } from "./taste/taste-view.tsx";
import { TonightView } from "./tonight/tonight-view.tsx";
import type { ViewName } from "./views.ts";

/** What a view is given; everything else is in the app. */
export interface ViewProps {
  /** What followed the `?` in the address. */
  readonly rest: string;
}

/** The component of each view. */
export const VIEW_OF: Readonly<Record<ViewName, ComponentType<ViewProps>>> = {
  tonight: TonightView,
  ratings: MyRatingsView,
  taste: MyTasteView,
  features: FeaturesView,
  learn: WatchItLearnView,
  night: MovieNightView,
};
