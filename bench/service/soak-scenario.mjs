// @ts-check
import { asking, personOf, STARS } from "./asking.mjs";
import { hasThreePicks } from "./picks-scenario.mjs";
import { below, oneOf, randomFrom } from "../../tools/service/random.mjs";

/** @typedef {import("./scenarios.mjs").Asked} Asked */

const GUESTS = 500;
const EXPORT_ROWS = 20;
const BULK_LINES = 20;
const RIGHT = [200];
const WORDS = ["made-up film 12", "film 999", "mdae up flim 77", "made", "alien", "7"];
/** What people may get who were deleted a moment ago. */
const RIGHT_OR_UNKNOWN = [200, 404];

/** What a day brings: parts of a thousand. @type {import("./scenarios.mjs").MakeScenario} */
export function soakScenario(plan) {
  const random = randomFrom(plan.seed);
  const day = new Day(plan, random);
  /** @type {readonly (readonly [number, () => Asked])[]} */
  const kinds = [
    [500, () => ({ ...day.about("picks"), check: hasThreePicks })],
    [40, () => day.about("avoid")],
    [80, () => day.about(`predict/${day.movie()}`)],
    [40, () => day.about("profile")],
    [40, () => day.about("ratings")],
    [20, () => day.get(`/v1/people/${day.guest()}/picks`, RIGHT_OR_UNKNOWN)],
    [60, () => day.get(`/v1/movies?q=${encodeURIComponent(oneOf(random, WORDS))}`)],
    [30, () => day.get(`/v1/movies/${day.movie()}/similar`)],
    [5, () => day.get("/v1/features")],
    [100, () => day.put()],
    [30, () => day.remove(`/v1/people/${day.guest()}/ratings/${day.movie()}`)],
    [3, () => day.remove(`/v1/people/${day.guest()}`)],
    [10, () => day.together()],
    [10, () => day.stateless()],
    [5, () => day.bulk()],
    [3, () => day.exported()],
    [24, () => day.bad()],
  ];
  const all = kinds.reduce((sum, [share]) => sum + share, 0);
  return {
    next() {
      let drawn = below(random, all);
      for (const [share, make] of kinds) {
        drawn -= share;
        if (drawn < 0) return make();
      }
      return day.put();
    },
  };
}

/** Requests of many kinds: people who only read, and guests who also write, come and go. */
class Day {
  /** @type {import("./load.mjs").Plan} */ #plan;
  /** @type {() => number} */ #random;
  /** @type {import("./asking.mjs").Ask} */ #ask;

  /** @param {import("./load.mjs").Plan} plan @param {() => number} random */
  constructor(plan, random) {
    this.#plan = plan;
    this.#random = random;
    this.#ask = asking(plan);
  }

  movie() {
    return encodeURIComponent(oneOf(this.#random, this.#plan.movieIds));
  }

  guest() {
    return `guest-${below(this.#random, GUESTS)}`;
  }

  /** @param {string} what @returns {Asked} */
  about(what) {
    return this.get(`/v1/people/${this.#person()}/${what}`);
  }

  /** @param {string} target @param {readonly number[]} [statuses] @returns {Asked} */
  get(target, statuses = RIGHT) {
    return { name: `GET ${target}`, bytes: this.#ask("GET", target), statuses };
  }

  /** @returns {Asked} */
  put() {
    const [own] = this.#ratings(1);
    return this.#putting(JSON.stringify({ rating: own?.rating }), RIGHT);
  }

  /** @param {string} target @returns {Asked} */
  remove(target) {
    return { name: `DELETE ${target}`, bytes: this.#ask("DELETE", target), statuses: [204] };
  }

  /** @returns {Asked} */
  together() {
    const people = [this.#person(), this.#person(), this.#person()].map((personId) => ({
      personId,
    }));
    return this.#post("/v1/together", JSON.stringify({ people }));
  }

  /** @returns {Asked} */
  stateless() {
    const body = JSON.stringify({ ratings: this.#ratings(12) });
    return { ...this.#post("/v1/picks", body), check: hasThreePicks };
  }

  /** @returns {Asked} */
  bulk() {
    const personId = this.guest();
    const lines = this.#ratings(BULK_LINES).map(
      (own) => `${JSON.stringify({ personId, ...own })}\n`,
    );
    return this.#post("/v1/ratings", lines.join(""), "application/x-ndjson");
  }

  /** @returns {Asked} */
  exported() {
    const rows = this.#ratings(EXPORT_ROWS).map(
      ({ movieId, rating }) => `Made-up film ${movieId},${rating}\n`,
    );
    const file = `Title,Rating\n${rows.join("")}`;
    return this.#post(`/v1/imports?personId=${this.guest()}`, file, "text/csv");
  }

  /** @returns {Asked} */
  bad() {
    const makes = [
      () => this.get(`/v1/people/${this.#person()}/picks?count=many`, [400]),
      () => this.get("/v1/movies/no-such-movie", [404]),
      () => this.get("/v1/nothing", [404]),
      () => this.#putting("{", [400]),
      () => this.#putting('{"rating":99}', [422]),
    ];
    return oneOf(this.#random, makes)();
  }

  #person() {
    return personOf(below(this.#random, this.#plan.people));
  }

  /** @param {number} count */
  #ratings(count) {
    return Array.from({ length: count }, () => ({
      movieId: oneOf(this.#random, this.#plan.movieIds),
      rating: oneOf(this.#random, STARS),
    }));
  }

  /** @param {string} body @param {readonly number[]} statuses @returns {Asked} */
  #putting(body, statuses) {
    const target = `/v1/people/${this.guest()}/ratings/${this.movie()}`;
    return { name: `PUT ${body}`, bytes: this.#ask("PUT", target, body), statuses };
  }

  /** @param {string} target @param {string} body @param {string} [type] @returns {Asked} */
  #post(target, body, type) {
    return {
      name: `POST ${target}`,
      bytes: this.#ask("POST", target, body, type),
      statuses: RIGHT,
    };
  }
}
