import { describe, expect, test } from "vitest";
import { parseTitle, withLeadingArticle } from "./title.ts";

interface Case {
  readonly text: string;
  readonly title: string;
  readonly year?: number;
  readonly others?: readonly string[];
}

// Each is written as in MovieLens 100K, 1M, 20M or latest-small.
const CASES: readonly Case[] = [
  { text: "Toy Story (1995)", title: "Toy Story", year: 1995 },
  { text: "unknown", title: "unknown" },
  { text: "Babylon 5", title: "Babylon 5" },
  { text: "2001: A Space Odyssey (1968)", title: "2001: A Space Odyssey", year: 1968 },
  { text: "Matrix, The (1999)", title: "The Matrix", year: 1999 },
  { text: "Single Girl, A (1995)", title: "A Single Girl", year: 1995 },
  { text: "Enfer, L' (1994)", title: "L'Enfer", year: 1994 },
  { text: "Blind Side, The  (2009)", title: "The Blind Side", year: 2009 },
  { text: "Two Friends (1986) ", title: "Two Friends", year: 1986 },
  { text: "(500) Days of Summer (2009)", title: "(500) Days of Summer", year: 2009 },
  { text: "(Untitled) (2009)", title: "(Untitled)", year: 2009 },
  { text: "Frontière(s) (2007)", title: "Frontière(s)", year: 2007 },
  { text: "Land Before Time III (1995) (V)", title: "Land Before Time III", year: 1995 },
  { text: "Courtyard, The (TV) (1995)", title: "The Courtyard", year: 1995 },
  { text: "Fawlty Towers (1975-1979)", title: "Fawlty Towers", year: 1975 },
  { text: "Death Note: Desu nôto (2006–2007)", title: "Death Note: Desu nôto", year: 2006 },
  { text: "Big Bang Theory, The (2007-)", title: "The Big Bang Theory", year: 2007 },
  { text: "Diplomatic Immunity (2009– )", title: "Diplomatic Immunity", year: 2009 },
  {
    text: "Mona and the Time of Burning Love (Mona ja palavan rakkauden aika) (1983))",
    title: "Mona and the Time of Burning Love",
    year: 1983,
    others: ["Mona ja palavan rakkauden aika"],
  },
  {
    text: "Birdman: Or (The Unexpected Virtue of Ignorance) (2014)",
    title: "Birdman: Or (The Unexpected Virtue of Ignorance)",
    year: 2014,
  },
  {
    text: "Evangelion: 1.0 You Are (Not) Alone (Evangerion shin gekijôban: Jo) (2007)",
    title: "Evangelion: 1.0 You Are (Not) Alone",
    year: 2007,
    others: ["Evangerion shin gekijôban: Jo"],
  },
  {
    text: "Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il) (1966)",
    title: "The Good, the Bad and the Ugly",
    year: 1966,
    others: ["Il Buono, il brutto, il cattivo"],
  },
  {
    text: "Fistful of Dollars, A (Per un pugno di dollari) (1964)",
    title: "A Fistful of Dollars",
    year: 1964,
    others: ["Per un pugno di dollari"],
  },
  {
    text: "Associate, The (L'Associe)(1982)",
    title: "The Associate",
    year: 1982,
    others: ["L'Associe"],
  },
  { text: "Besieged (L' Assedio) (1998)", title: "Besieged", year: 1998, others: ["L'Assedio"] },
  {
    text: "White Balloon, The (Badkonake Sefid ) (1995)",
    title: "The White Balloon",
    year: 1995,
    others: ["Badkonake Sefid"],
  },
  { text: "Seven (a.k.a. Se7en) (1995)", title: "Seven", year: 1995, others: ["Se7en"] },
  {
    text: "European Vacation (aka National Lampoon's European Vacation) (1985)",
    title: "European Vacation",
    year: 1985,
    others: ["National Lampoon's European Vacation"],
  },
  {
    text: "Léon: The Professional (a.k.a. The Professional) (Léon) (1994)",
    title: "Léon: The Professional",
    year: 1994,
    others: ["The Professional", "Léon"],
  },
  {
    text: "City of the Living Dead (a.k.a. Gates of Hell, The) (Paura nella città dei morti viventi) (1980)",
    title: "City of the Living Dead",
    year: 1980,
    others: ["The Gates of Hell", "Paura nella città dei morti viventi"],
  },
  {
    text: "Asterix in America (a.k.a Asterix Conquers America) (Astérix et les Indiens) (1994)",
    title: "Asterix in America",
    year: 1994,
    others: ["Asterix Conquers America", "Astérix et les Indiens"],
  },
  {
    text: "Hard 8 (a.k.a. Sydney, a.k.a. Hard Eight) (1996)",
    title: "Hard 8",
    year: 1996,
    others: ["Sydney", "Hard Eight"],
  },
  {
    text: "Communion (a.k.a. Alice, Sweet Alice/Holy Terror) (1977)",
    title: "Communion",
    year: 1977,
    others: ["Alice, Sweet Alice", "Holy Terror"],
  },
  {
    text: "F/X2 (a.k.a. F/X 2 - The Deadly Art of Illusion) (1991)",
    title: "F/X2",
    year: 1991,
    others: ["F/X 2 - The Deadly Art of Illusion"],
  },
  {
    text: "And God Created Woman (Et Dieu&#8230;Créa la Femme) (1956)",
    title: "And God Created Woman",
    year: 1956,
    others: ["Et Dieu…Créa la Femme"],
  },
];

describe("parseTitle()", () => {
  test.each(CASES)("reads $text", ({ text, title, year, others }) => {
    expect(parseTitle(text)).toEqual({ title, year, alternatives: others ?? [] });
  });

  test("takes no time to speak of for a text that is nothing but brackets", () => {
    const started = Date.now();
    parseTitle(`${"(".repeat(20_000)}1999${")".repeat(20_000)}`);
    parseTitle(" (a)".repeat(2_000));
    expect(Date.now() - started).toBeLessThan(1_000);
  });
});

describe("withLeadingArticle()", () => {
  test.each([
    ["Boot, Das", "Das Boot"],
    ["Convento, O", "O Convento"],
    ["Passion, En", "En Passion"],
    ["Bambini ci guardano, I", "I Bambini ci guardano"],
    ["Divorce", "Divorce"],
    ["Me, Myself, I", "I Me, Myself"], // no telling it from an Italian article
    ["Crouching Tiger, Hidden Dragon", "Crouching Tiger, Hidden Dragon"],
    ["L' École de la chair", "L'École de la chair"],
  ])("reads %s as %s", (text, title) => {
    expect(withLeadingArticle(text)).toBe(title);
  });
});
