// @ts-check
import { Client } from "../../tools/service/client.mjs";
import { asking, personOf, STARS } from "./asking.mjs";
import { asksForPicks } from "./picks-scenario.mjs";
import { below, oneOf, randomFrom } from "../../tools/service/random.mjs";

const WRITES = 0.2;
const RIGHT = [200];
const MOST_EXAMPLES = 10;

/**
 * Four of five read, one writes. A connection writes only of its own people, so the order of its writes
 * is known, and what was told to be stored can be looked for afterwards.
 *
 * @type {import("./scenarios.mjs").MakeScenario}
 */
export function mixedScenario(plan) {
  const random = randomFrom(plan.seed);
  const ask = asking(plan);
  const reads = asksForPicks(plan, () => below(random, plan.people));
  const written = new Written();
  return {
    next(connection) {
      if (random() >= WRITES) return reads();
      const own = Math.floor((plan.people - 1 - connection) / plan.connections) + 1;
      const person = personOf(connection + below(random, own) * plan.connections);
      const movieId = oneOf(random, plan.movieIds);
      const rating = oneOf(random, STARS);
      const target = `/v1/people/${person}/ratings/${encodeURIComponent(movieId)}`;
      return {
        name: "put",
        bytes: ask("PUT", target, JSON.stringify({ rating })),
        statuses: RIGHT,
        onAnswer: (status) => {
          if (status === 200) written.store(person, movieId, rating);
          else written.doubt(person, movieId);
        },
        onLost: () => written.doubt(person, movieId),
      };
    },
    verify: () => written.verify(plan),
  };
}

/** What the server has said is stored. */
class Written {
  /** @type {Map<string, Map<string, number>>} */ #byPerson = new Map();
  #count = 0;

  /** @param {string} person @param {string} movieId @param {number} rating */
  store(person, movieId, rating) {
    const ratings = this.#byPerson.get(person) ?? new Map();
    this.#byPerson.set(person, ratings.set(movieId, rating));
    this.#count++;
  }

  /** Either may be there now. @param {string} person @param {string} movieId */
  doubt(person, movieId) {
    this.#byPerson.get(person)?.delete(movieId);
  }

  /** @param {import("./load.mjs").Plan} plan @returns {Promise<import("./scenarios.mjs").Verified>} */
  async verify({ address, key }) {
    const client = new Client(address, key);
    const verified = { written: this.#count, compared: 0, lost: 0 };
    /** @type {string[]} */
    const lostExamples = [];
    for (const [person, expected] of this.#byPerson) {
      const told = await client.expect(200, "GET", `/v1/people/${person}/ratings?limit=10000`);
      const found = new Map(told.ratings.map(pairOf));
      for (const [movieId, rating] of expected) {
        verified.compared++;
        if (found.get(movieId) === rating) continue;
        verified.lost++;
        const example = `${person} ${movieId}: ${rating}, found ${String(found.get(movieId))}`;
        if (lostExamples.length < MOST_EXAMPLES) lostExamples.push(example);
      }
    }
    client.close();
    return { ...verified, lostExamples };
  }
}

/** @param {{ movieId: string, rating: number }} row @returns {[string, number]} */
function pairOf({ movieId, rating }) {
  return [movieId, rating];
}
