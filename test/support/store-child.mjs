// @ts-check
// Opens a store and writes until it has written enough or is killed; tells its parent after each write that was
// acknowledged. Arguments: the address, a person of its own, how many ratings.
import process from "node:process";
import { openStore } from "../../dist/store/index.js";

const [address = "", personId = "", count = ""] = process.argv.slice(2);
const store = await openStore(address);
for (let k = 0; k < Number(count); k++) {
  const write = { movieId: `${personId} ${k}`, rating: 3, ratedAt: k };
  await store.putRating({ personId, ...write });
  await new Promise((sent) => process.send?.(k + 1, sent));
  if (Number(count) < 1000) await store.putRatings([{ personId: "all", ...write }]);
}
await store.close();
process.disconnect?.();
