import { describe, expect, test } from "vitest";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import type { Model } from "../model/model.ts";
import { Ratings } from "../ratings/ratings.ts";
import { evaluateLists } from "./evaluate-lists.ts";
import type { LeftOutPeople, LeftOutPerson } from "./left-out-people.ts";
import { leaveOutPeople } from "./left-out-people.ts";
import type { ListModel } from "./list-model.ts";

const { ratings: WHOLE, catalogue: CATALOGUE } = genreTable(60, 40, 1200, 1);
const DRAW = { people: 10, leastRatings: 20, given: [8] };
const OPTIONS = { method: "gradient-descent", factors: 3, epochs: 6, seed: 2 } as const;

const modelOf = (ratings: Ratings): Promise<Model> =>
  train({ name: "planted", ratings, catalogue: CATALOGUE, superseded: 0 }, OPTIONS);

/** The same films held out, with other stars: what was a hit is none, and the reverse. */
function turned(leftOut: LeftOutPeople): LeftOutPeople {
  const people = leftOut.people.map((person): LeftOutPerson => {
    const { users, movies, scale, userIndex, movieIndex, value } = person.heldOut;
    const other = value.map((stars) => 6 - stars);
    const heldOut = new Ratings(users, movies, scale, { userIndex, movieIndex, value: other });
    return { ...person, heldOut };
  });
  return { ...leftOut, people };
}

/** What does not depend on stars held out where lists do not: how the films are, not how they were liked. */
function shapeOf(model: ListModel, leftOut: LeftOutPeople): unknown {
  const { picks, baselines, avoid } = evaluateLists(model, leftOut, 8);
  const shapes = Object.entries({ picks, ...baselines }).map(([name, lists]) => {
    const { distinct, medianPopularityRank, obscureShare, each } = lists;
    return {
      name,
      distinct,
      medianPopularityRank,
      obscureShare,
      each: each.map((e) => e.ratedAt3),
    };
  });
  return { shapes, avoided: avoid.rated };
}

/** Of each person, whether picks were hits. */
const hitsOf = ({ picks }: ReturnType<typeof evaluateLists>): unknown =>
  picks.each.map(({ precisionAt3, ndcgAt10 }) => [precisionAt3, ndcgAt10]);

const differs = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) !== JSON.stringify(other);

describe("lists of films", () => {
  const leftOut = leaveOutPeople(WHOLE, DRAW, 1);

  test("do not change with the stars held out, though their figures do", async () => {
    const model = await modelOf(leftOut.train);
    expect(differs(shapeOf(model, leftOut), shapeOf(model, turned(leftOut)))).toBe(false);
    const before = evaluateLists(model, leftOut, 8);
    const after = evaluateLists(model, turned(leftOut), 8);
    expect(hitsOf(after)).not.toEqual(hitsOf(before));
    expect(after.avoid.baseRate).not.toBe(before.avoid.baseRate);
  });

  test("are asked for before anything held out is looked at", async () => {
    const model = await modelOf(leftOut.train);
    const events: string[] = [];
    const watched: LeftOutPeople = {
      ...leftOut,
      people: leftOut.people.map((person) => ({
        ...person,
        get heldOut(): Ratings {
          events.push("looked");
          return person.heldOut;
        },
      })),
    };
    const listening: ListModel = {
      catalogue: CATALOGUE,
      movieCounts: model.movieCounts,
      taste: (ratings) => {
        const taste = model.taste(ratings);
        return {
          picks: (options) => {
            events.push("picked");
            return taste.picks(options);
          },
          avoid: (options) => taste.avoid(options),
          stars: () => taste.stars(),
          lowerBounds: () => taste.lowerBounds(),
        };
      },
    };
    evaluateLists(listening, watched, 8);
    expect(events.slice(0, 2)).toEqual(["picked", "looked"]);
  });

  test("are the same of a table where the people left out had rated otherwise", async () => {
    const gone = new Set(leftOut.people.map(({ userIndex }) => userIndex));
    const given = new Set(
      leftOut.people.flatMap(({ userIndex, given: own }) =>
        Array.from(own.movieIndex, (movie) => `${userIndex} ${movie}`),
      ),
    );
    const { users, movies, scale, userIndex, movieIndex } = WHOLE;
    const value = WHOLE.value.map((stars, n) => {
      const isGiven = given.has(`${userIndex[n]!} ${movieIndex[n]!}`);
      return gone.has(userIndex[n]!) && !isGiven ? 6 - stars : stars;
    });
    const table = new Ratings(users, movies, scale, { userIndex, movieIndex, value });
    const again = leaveOutPeople(table, DRAW, 1);
    const [before, after] = await Promise.all([leftOut, again].map(({ train: t }) => modelOf(t)));
    expect(differs(shapeOf(before!, leftOut), shapeOf(after!, again))).toBe(false);
  });

  test("are caught by the same check where a model was given what is held out", async () => {
    const model = await modelOf(leftOut.train);
    const cheating = (asked: LeftOutPeople): ListModel => {
      const others = asked.people.values();
      return {
        catalogue: CATALOGUE,
        movieCounts: model.movieCounts,
        taste: (ratings) => {
          const taste = model.taste(ratings);
          // The crowd is asked for first, then each person in turn.
          const own = ratings.length === 0 ? undefined : others.next().value?.heldOut;
          const best = Array.from(own?.movieIndex ?? [], (movie, n) => ({
            movieId: CATALOGUE.at(movie).id,
            stars: own!.value[n]!,
          }));
          return {
            picks: ({ count }) => best.toSorted((a, b) => b.stars - a.stars).slice(0, count),
            avoid: (options) => taste.avoid(options),
            stars: () => taste.stars(),
            lowerBounds: () => taste.lowerBounds(),
          };
        },
      };
    };
    const other = turned(leftOut);
    expect(differs(shapeOf(cheating(leftOut), leftOut), shapeOf(cheating(other), other))).toBe(
      true,
    );
  });
});
