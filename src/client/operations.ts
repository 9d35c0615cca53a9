import type { OperationId, Routes } from "../contract/routes.ts";

/** How the client asks for a route. */
export interface Operation {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  /** After "Cannot", in messages. */
  readonly action: string;
  /** Whether asking twice does no more than asking once, and answers the same. */
  readonly repeatable: boolean;
}

/** Method and path are those of the contract, or this does not compile. */
type Agreed = {
  readonly [Id in OperationId]: Operation & {
    readonly method: Uppercase<Routes[Id]["method"]>;
    readonly path: Routes[Id]["path"];
  };
};

const PERSON = "/v1/people/{personId}";
const safe = true;
const once = false;

/** Every route of the contract. */
export const OPERATIONS: Agreed = {
  putRating: put(`${PERSON}/ratings/{movieId}`, "store the rating"),
  deleteRating: remove(`${PERSON}/ratings/{movieId}`, "take the rating back", safe),
  putSignal: put(`${PERSON}/signals/{movieId}`, "store the signal"),
  deleteSignal: remove(`${PERSON}/signals/{movieId}`, "take the signal back", safe),
  deletePerson: remove(PERSON, "delete the person", safe),
  getRatings: get(`${PERSON}/ratings`, "read the ratings"),
  getPicks: get(`${PERSON}/picks`, "pick films"),
  getAvoid: get(`${PERSON}/avoid`, "find films to avoid"),
  getProfile: get(`${PERSON}/profile`, "read the profile"),
  getPrediction: get(`${PERSON}/predict/{movieId}`, "predict the stars"),
  postRatings: post("/v1/ratings", "store the ratings", safe),
  postPicks: post("/v1/picks", "pick films", safe),
  postTogether: post("/v1/together", "pick films for a movie night", safe),
  postImport: post("/v1/imports", "import the export", once),
  findMovies: get("/v1/movies", "find movies"),
  getMovie: get("/v1/movies/{movieId}", "read about the movie"),
  getSimilar: get("/v1/movies/{movieId}/similar", "find similar movies"),
  getFeatures: get("/v1/features", "read the hidden features"),
  getModel: get("/v1/model", "read about the model"),
  postTraining: post("/v1/admin/trainings", "start a training", once),
  listTrainings: get("/v1/admin/trainings", "list the trainings"),
  getTraining: get("/v1/admin/trainings/{trainingId}", "read about the training"),
  // A second time these two are told that there is nothing to end or delete.
  cancelTraining: remove("/v1/admin/trainings/{trainingId}", "cancel the training", once),
  deleteModel: remove("/v1/admin/models/{model}", "delete the model", once),
  listModels: get("/v1/admin/models", "list the models"),
  promoteModel: post("/v1/admin/models/{model}/promote", "promote the model", once),
  rollBack: post("/v1/admin/rollback", "roll back", once),
  getLive: get("/health/live", "ask whether the server lives"),
  getReady: get("/health/ready", "ask whether the server is ready"),
  getMetrics: get("/metrics", "read the metrics"),
  getOpenApi: get("/openapi.json", "read the contract"),
  getDocs: get("/docs", "read the docs page"),
};

type As<Method extends Operation["method"], Path extends string> = Operation & {
  readonly method: Method;
  readonly path: Path;
};

function get<const Path extends string>(path: Path, action: string): As<"GET", Path> {
  return { method: "GET", path, action, repeatable: true };
}

function put<const Path extends string>(path: Path, action: string): As<"PUT", Path> {
  return { method: "PUT", path, action, repeatable: true };
}

function post<const Path extends string>(
  path: Path,
  action: string,
  repeatable: boolean,
): As<"POST", Path> {
  return { method: "POST", path, action, repeatable };
}

function remove<const Path extends string>(
  path: Path,
  action: string,
  repeatable: boolean,
): As<"DELETE", Path> {
  return { method: "DELETE", path, action, repeatable };
}
