import type { ProblemCode } from "../../contract/problem.ts";

/** What to do about a problem; the `detail` of an answer says it for the case at hand. */
export const REMEDIES: Readonly<Record<ProblemCode, string>> = {
  "invalid-request": "Mend what `errors` names: each with its place and what was wrong there.",
  "not-authenticated": "Send `Authorization: Bearer mat_…` with a key that is in force.",
  "not-allowed": "Use a key with the scope that the route needs; no scope includes another.",
  "foreign-origin": "Allow the page's origin when the service is started, or ask from a server.",
  "nothing-here": "Look at the address: every route is on this page.",
  "person-unknown":
    "Store a rating or a signal of the person first; for picks, POST /v1/picks needs none stored.",
  "movie-unknown": "Look the id up with GET /v1/movies; a later model may know the movie.",
  "model-unknown": "Take a version from GET /v1/admin/models.",
  "training-unknown": "Take an id from GET /v1/admin/trainings.",
  "method-not-allowed": "Use a method that the header `Allow` names.",
  "request-timeout": "Send faster, or less at once.",
  "training-running": "Wait until it has ended, or cancel it.",
  "training-ended": "Nothing to do: it is over.",
  "nothing-to-train-on": "Store ratings of more people first.",
  "model-in-use": "Promote another model first.",
  "model-unreadable": "Promote another model; the log tells what is wrong with this one.",
  "nothing-to-roll-back": "Promote the model that is wanted by its version.",
  "body-too-large": "Send less at once: the limits are at the end of this page.",
  "wrong-media-type": "Send a `Content-Type` that the route takes.",
  "wrong-host": "Use the address that the service was started for.",
  "rating-off-scale": "Give stars on the scale that GET /v1/model tells.",
  "too-many-ratings":
    "Take ratings or signals back, or bring fewer: the limits are at the end of this page.",
  "export-unreadable":
    "Send the file as it came; of a table of another kind name its columns: `columns`.",
  "too-many-requests": "Wait for the seconds of `Retry-After`.",
  fault: "Ask again; if it stays, tell whoever runs the service the `requestId`.",
  overloaded: "Ask again after the seconds of `Retry-After`.",
  stopping: "Ask again after the seconds of `Retry-After`: another server answers then.",
  "store-unavailable": "Ask again after the seconds of `Retry-After`; nothing was lost.",
  "store-damaged": "Restore the store from a backup; the log of the server tells what was met.",
  "store-full": "Make room where the store lies; what was stored before is whole.",
};
