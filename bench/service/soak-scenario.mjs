// @ts-check
import { asking, personOf, STARS } from "./asking.mjs";
import { hasThreePicks } from "./picks-scenario.mjs";
import { below, oneOf, randomFrom } from "../../tools/service/random.mjs";

/** @typedef {import("./scenarios.mjs").Asked} Asked */

const GUESTS = 500;
const EXPORT_ROWS = 20;
const BULK_LINES = 20;
const RIGHT = [200];
const WORDS = ["star", "movie 12", "film", "the", "alien", "mvoie 77"];
/** What people may get who were deleted a moment ago. */
const RIGHT_OR_UNKNOWN = [200, 404];

/** What a day brings, in its shares of a thousand. @type {import("./scenarios.mjs").MakeScenario} */
export function soakScenario(plan) {
  const random = randomFrom(plan.seed);
  const ask = asking(plan);
  const person = () => personOf(below(random, plan.people));
  const guest = () => `guest-${below(random, GUESTS)}`;
  const movie = () => encodeURIComponent(oneOf(random, plan.movieIds));
  const get = (/** @type {string} */ name, /** @type {string} */ target, statuses = RIGHT) => ({
    ...{ name, bytes: ask("GET", target), statuses },
  });
  const ratings = (/** @type {number} */ count) =>
    Array.from({ length: count }, () => ({
      movieId: oneOf(random, plan.movieIds),
      rating: oneOf(random, STARS),
    }));
  /** @type {readonly (readonly [number, () => Asked])[]} */
  const kinds = [
    [500, () => ({ ...get("picks", `/v1/people/${person()}/picks`), check: hasThreePicks })],
    [40, () => get("avoid", `/v1/people/${person()}/avoid`)],
    [80, () => get("predict", `/v1/people/${person()}/predict/${movie()}`)],
    [40, () => get("profile", `/v1/people/${person()}/profile`)],
    [40, () => get("ratings", `/v1/people/${person()}/ratings`)],
    [20, () => get("guest", `/v1/people/${guest()}/picks`, RIGHT_OR_UNKNOWN)],
    [60, () => get("search", `/v1/movies?q=${encodeURIComponent(oneOf(random, WORDS))}`)],
    [30, () => get("similar", `/v1/movies/${movie()}/similar`)],
    [5, () => get("features", "/v1/features")],
    [100, () => put(guest())],
    [30, () => remove(`/v1/people/${guest()}/ratings/${movie()}`)],
    [3, () => remove(`/v1/people/${guest()}`)],
    [10, () => together([person(), person(), person()])],
    [10, () => stateless()],
    [5, () => bulk(guest())],
    [3, () => exported(guest())],
    [24, () => bad()],
  ];
  const all = kinds.reduce((sum, [share]) => sum + share, 0);

  /** @param {string} who @returns {Asked} */
  function put(who) {
    const [own] = ratings(1);
    const target = `/v1/people/${who}/ratings/${movie()}`;
    const bytes = ask("PUT", target, JSON.stringify({ rating: own?.rating }));
    return { name: "put", bytes, statuses: RIGHT };
  }

  /** @param {string} target @returns {Asked} */
  function remove(target) {
    return { name: "delete", bytes: ask("DELETE", target), statuses: [204] };
  }

  /** @param {readonly string[]} ids @returns {Asked} */
  function together(ids) {
    const body = JSON.stringify({ people: ids.map((personId) => ({ personId })) });
    return { name: "together", bytes: ask("POST", "/v1/together", body), statuses: RIGHT };
  }

  /** @returns {Asked} */
  function stateless() {
    const body = JSON.stringify({ ratings: ratings(12) });
    const bytes = ask("POST", "/v1/picks", body);
    return { name: "stateless picks", bytes, statuses: RIGHT, check: hasThreePicks };
  }

  /** @param {string} personId @returns {Asked} */
  function bulk(personId) {
    const lines = ratings(BULK_LINES).map((own) => JSON.stringify({ personId, ...own }));
    const bytes = ask("POST", "/v1/ratings", `${lines.join("\n")}\n`, "application/x-ndjson");
    return { name: "bulk", bytes, statuses: RIGHT };
  }

  /** @param {string} personId @returns {Asked} */
  function exported(personId) {
    const rows = ratings(EXPORT_ROWS).map(
      ({ movieId, rating }) => `1,${movieId},${rating},100000000`,
    );
    const file = `userId,movieId,rating,timestamp\n${rows.join("\n")}\n`;
    const bytes = ask("POST", `/v1/imports?personId=${personId}`, file, "text/csv");
    return { name: "import", bytes, statuses: RIGHT };
  }

  /** @returns {Asked} */
  function bad() {
    return oneOf(random, [
      get("bad query", `/v1/people/${person()}/picks?count=many`, [400]),
      get("no such movie", "/v1/movies/no-such-movie", [404]),
      get("no such address", "/v1/nothing", [404]),
      {
        ...put(guest()),
        name: "bad body",
        bytes: ask("PUT", "/v1/people/x/ratings/1", "{"),
        statuses: [400],
      },
      {
        ...put(guest()),
        name: "off scale",
        bytes: ask("PUT", "/v1/people/x/ratings/1", '{"rating":99}'),
        statuses: [422],
      },
    ]);
  }

  return {
    next() {
      let drawn = below(random, all);
      for (const [share, make] of kinds) {
        drawn -= share;
        if (drawn < 0) return make();
      }
      return put(guest());
    },
  };
}
