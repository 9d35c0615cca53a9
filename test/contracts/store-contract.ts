import { describe } from "vitest";
import { describeCap } from "./store-cap-contract.ts";
import { describePeople } from "./store-people-contract.ts";
import type { OpenNewStore } from "./store-samples.ts";
import { describeKeys, describeModels, describeTrainings } from "./store-service-contract.ts";
import { describeOddIds, describeWriters } from "./store-writers-contract.ts";

/** What every store promises, whatever it keeps its rows in. */
export function describeStore(name: string, open: OpenNewStore): void {
  describe(`${name} as a store`, () => {
    describePeople(open);
    describeCap(open);
    describeOddIds(open);
    describeWriters(open);
    describeKeys(open);
    describeModels(open);
    describeTrainings(open);
  });
}
