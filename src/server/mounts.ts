import { mountAdmin } from "./admin/mount-admin.ts";
import type { Mount } from "./api.ts";
import { mountMovies } from "./movies/mount-movies.ts";
import { mountPeople } from "./people/mount-people.ts";
import { mountRatings } from "./ratings/mount-ratings.ts";

/** Every route of the contract, but for those about the server itself. */
export const MOUNTS: readonly Mount[] = [mountPeople, mountRatings, mountMovies, mountAdmin];
