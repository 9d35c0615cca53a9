import { expect, test } from "vitest";
import { MOST_STORED } from "../../contract/people-routes.ts";
import { StoreError } from "../../core/errors.ts";
import { MOST_OF_A_PERSON } from "../../store/store.ts";
import { whereThereIsRoom } from "./too-many-ratings.ts";

test("the contract and the store allow a person as much", () => {
  expect(MOST_STORED).toBe(MOST_OF_A_PERSON);
});

test("a store that is crowded is a problem of its own, any other fault stays what it was", async () => {
  const crowded = Promise.reject(new StoreError("Cannot write", "crowded"));
  await expect(whereThereIsRoom(crowded)).rejects.toMatchObject({ code: "too-many-ratings" });
  const full = Promise.reject(new StoreError("Cannot write", "full"));
  await expect(whereThereIsRoom(full)).rejects.toMatchObject({ code: "E_STORE", fault: "full" });
  expect(await whereThereIsRoom(Promise.resolve(7))).toBe(7);
});
