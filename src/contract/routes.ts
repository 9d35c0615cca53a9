import * as admin from "./admin-routes.ts";
import * as movies from "./movies-routes.ts";
import * as operation from "./operation-routes.ts";
import * as people from "./people-routes.ts";
import * as ratings from "./ratings-routes.ts";

/** Every route by its `operationId`, in the order of the docs page. */
export const ROUTES = {
  ...pick(people, ["putRating", "deleteRating", "putSignal", "deleteSignal", "deletePerson"]),
  ...pick(people, ["getRatings", "getPicks", "getAvoid", "getProfile", "getPrediction"]),
  ...pick(ratings, ["postRatings", "postPicks", "postTogether", "postImport"]),
  ...pick(movies, ["findMovies", "getMovie", "getSimilar", "getFeatures", "getModel"]),
  ...pick(admin, ["postTraining", "listTrainings", "getTraining", "cancelTraining"]),
  ...pick(admin, ["listModels", "promoteModel", "rollBack", "deleteModel"]),
  ...pick(operation, ["getLive", "getReady", "getMetrics", "getOpenApi", "getDocs"]),
};

export type Routes = typeof ROUTES;
export type OperationId = keyof Routes;

function pick<T extends object, const K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>;
}
