import { describe, expect, test } from "vitest";
import { Catalogue } from "./catalogue.ts";
import { movieName } from "./movie.ts";
import { parseTitle } from "./title.ts";

/** As MovieLens writes them, and beside each what other sites call the film; some with another year. */
const PAIRS: Readonly<Record<string, readonly string[]>> = {
  "Seven (a.k.a. Se7en) (1995)": ["Se7en (1995)", "Seven (Se7en) (1995)"],
  "WALL·E (2008)": ["WALL-E (2008)", "Wall E (2008)", "WALLE (2008)"],
  "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)": [
    ...["Amélie (2001)", "Le Fabuleux Destin d’Amélie Poulain (2001)"],
  ],
  "Star Wars: Episode IV - A New Hope (1977)": ["Star Wars (1977)", "Star Wars: A New Hope (1977)"],
  "Star Wars: Episode V - The Empire Strikes Back (1980)": ["The Empire Strikes Back (1980)"],
  "Star Wars: Episode VI - Return of the Jedi (1983)": ["Return of the Jedi (1983)"],
  "Star Wars: Episode VII - The Force Awakens (2015)": ["Star Wars: The Force Awakens (2015)"],
  "Star Wars: The Last Jedi (2017)": ["Star Wars: Episode VIII - The Last Jedi (2017)"],
  "Star Trek II: The Wrath of Khan (1982)": ["Star Trek: The Wrath of Khan (1982)"],
  "Birdman: Or (The Unexpected Virtue of Ignorance) (2014)": [
    ...["Birdman or (The Unexpected Virtue of Ignorance) (2014)", "Birdman (2014)"],
  ],
  "Harry Potter and the Sorcerer's Stone (a.k.a. Harry Potter and the Philosopher's Stone) (2001)":
    ["Harry Potter and the Philosopher's Stone (2001)"],
  "Harry Potter and the Deathly Hallows: Part 2 (2011)": [
    "Harry Potter and the Deathly Hallows – Part II (2011)",
  ],
  "Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan (2006)": [
    "Borat (2006)",
  ],
  "Mission: Impossible - Fallout (2018)": ["Mission: Impossible – Fallout (2018)"],
  "Mission: Impossible II (2000)": ["Mission: Impossible 2 (2000)"],
  "Mission: Impossible III (2006)": ["Mission Impossible 3 (2006)"],
  "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)": [
    "Dr. Strangelove (1964)",
    "Doctor Strangelove (1964)",
  ],
  "Léon: The Professional (a.k.a. The Professional) (Léon) (1994)": [
    ...["Léon (1994)", "Leon: The Professional (1994)", "The Professional (1994)"],
  ],
  "Kill Bill: Vol. 1 (2003)": ["Kill Bill: Volume 1 (2003)", "Kill Bill Vol. I (2003)"],
  "Kill Bill: Vol. 2 (2004)": ["Kill Bill: Volume Two (2004)"],
  "Godfather: Part II, The (1974)": [
    ...["The Godfather Part II (1974)", "The Godfather 2 (1974)", "The Godfather: Part Two (1974)"],
  ],
  "Godfather, The (1972)": ["The Godfather (1972)", "Godfather (1972)"],
  "8 1/2 (8½) (1963)": ["8½ (1963)"],
  "Naked Gun 2 1/2: The Smell of Fear, The (1991)": ["The Naked Gun 2½: The Smell of Fear (1991)"],
  "Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il) (1966)": [
    ...["The Good, the Bad and the Ugly (1966)", "Il buono, il brutto, il cattivo (1966)"],
  ],
  "Spirited Away (Sen to Chihiro no kamikakushi) (2001)": ["Spirited Away (2002)"],
  "Crouching Tiger, Hidden Dragon (Wo hu cang long) (2000)": [
    ...["Crouching Tiger, Hidden Dragon (2000)", "Wo Hu Cang Long (2000)"],
  ],
  "Lives of Others, The (Das leben der Anderen) (2006)": [
    ...["The Lives of Others (2006)", "Das Leben der Anderen (2006)"],
  ],
  "Boot, Das (Boat, The) (1981)": ["Das Boot (1981)", "The Boat (1981)"],
  "City of God (Cidade de Deus) (2002)": ["Cidade de Deus (2002)", "City of God (2002)"],
  "Pan's Labyrinth (Laberinto del fauno, El) (2006)": [
    ...["Pan’s Labyrinth (2006)", "El laberinto del fauno (2006)"],
  ],
  "Intouchables (2011)": ["The Intouchables (2011)", "Les Intouchables (2011)"],
  "Nausicaä of the Valley of the Wind (Kaze no tani no Naushika) (1984)": [
    "Nausicaa of the Valley of the Wind (1984)",
  ],
  "Old Boy (2003)": ["Oldboy (2003)"],
  "Spider-Man 2 (2004)": ["Spider-Man II (2004)", "Spiderman 2 (2004)"],
  "Ocean's Eleven (2001)": ["Ocean’s Eleven (2001)", "Oceans 11 (2001)"],
  "Lord of the Rings: The Fellowship of the Ring, The (2001)": [
    "The Lord of the Rings: The Fellowship of the Ring (2001)",
    "The Fellowship of the Ring (2001)",
  ],
  "Raiders of the Lost Ark (Indiana Jones and the Raiders of the Lost Ark) (1981)": [
    ...["Indiana Jones and the Raiders of the Lost Ark (1981)", "Raiders of the Lost Ark (1981)"],
  ],
  "Alien³ (a.k.a. Alien 3) (1992)": ["Alien³ (1992)", "Alien 3 (1992)"],
  "Face/Off (1997)": ["Face/Off (1997)", "Face Off (1997)"],
  "M*A*S*H (a.k.a. MASH) (1970)": ["MASH (1970)", "M*A*S*H (1970)"],
  "William Shakespeare's Romeo + Juliet (1996)": [
    ...["Romeo + Juliet (1996)", "Romeo and Juliet (1996)", "Romeo & Juliet (1996)"],
  ],
  "Bram Stoker's Dracula (1992)": ["Dracula (1992)"],
  "Wallace & Gromit: The Wrong Trousers (1993)": ["The Wrong Trousers (1993)"],
  "Avengers, The (2012)": ["Marvel's The Avengers (2012)", "The Avengers (2012)"],
  "Avengers, The (1998)": ["The Avengers (1998)"],
  "Three Billboards Outside Ebbing, Missouri (2017)": [
    "Three Billboards outside Ebbing, Missouri (2017)",
    "3 Billboards Outside Ebbing Missouri (2017)",
  ],
  "Rocky II (1979)": ["Rocky 2 (1979)"],
  "Rocky III (1982)": ["Rocky 3 (1982)"],
  "Nightmare on Elm Street 2: Freddy's Revenge, A (1985)": [
    "A Nightmare on Elm Street Part 2: Freddy's Revenge (1985)",
  ],
  "Police Story (Ging chaat goo si) (1985)": ["Ging Chat Goo Si (1985)"],
  "Dune (1984)": ["Dune (1984)"],
  "Heat (1995)": ["Heat (1995)"],
  "Once Upon a Time in the West (C'era una volta il West) (1968)": [
    "C’era una volta il West (1968)",
  ],
  "U.S. Marshals (1998)": ["US Marshals (1998)", "U.S. Marshalls (1998)"],
  "Girl with the Dragon Tattoo, The (Män som hatar kvinnor) (2009)": [
    "Man som hatar kvinnor (2009)",
    "The Girl with the Dragon Tattoo (2009)",
  ],
  "Girl with the Dragon Tattoo, The (2011)": ["The Girl with the Dragon Tattoo (2011)"],
  "Jackass 3D (2010)": ["Jackass 3D (2010)"],
  "X-Men: Days of Future Past (2014)": ["X Men - Days of Future Past (2014)"],
  "X2: X-Men United (2003)": ["X2 (2003)"],
  "Monty Python's Life of Brian (1979)": ["Life of Brian (1979)"],
  "Precious (2009)": ["Precious: Based on the Novel 'Push' by Sapphire (2009)"],
  "2 Fast 2 Furious (Fast and the Furious 2, The) (2003)": ["2 Fast 2 Furious (2003)"],
  "Fast & Furious 6 (Fast and the Furious 6, The) (2013)": ["Fast and Furious 6 (2013)"],
  "Delicatessen (1991)": ["Delicatesen (1991)"],
  "Eternal Sunshine of the Spotless Mind (2004)": ["Eternal Sunshine of the Spotles Mind (2004)"],
  "Schindler's List (1993)": ["Schindlers List (1993)", "Shindler's List (1993)"],
};

const catalogue = new Catalogue(
  Object.keys(PAIRS).map((text, id) => ({ id, ...parseTitle(text), genres: [] })),
);
const CASES = Object.values(PAIRS).flatMap((names, movieIndex) =>
  names.map((name) => ({ name, movieIndex, film: movieName(catalogue.at(movieIndex)) })),
);

describe("titles as Letterboxd, TMDB and IMDb write them", () => {
  test("are more than sixty", () => {
    expect(CASES.length).toBeGreaterThan(60);
  });

  test.each(CASES)("$name is $film", ({ name, movieIndex }) => {
    const { title, year } = /^(?<title>.*) \((?<year>\d{4})\)$/u.exec(name)!.groups!;
    expect(catalogue.match({ title: title!, year: Number(year) })).toMatchObject({
      ...{ kind: "match", movieIndex },
    });
  });

  test.each([
    ["Dune", 2021],
    ["Alien", 1979],
    ["Aliens", 1986],
    ["Rocky", 1976],
    ["Rocky IV", 1985],
    ["Star Wars: The Clone Wars", 2008],
    ["Star Wars: Episode III - Revenge of the Sith", 2005],
    ["Star Trek IV: The Voyage Home", 1986],
    ["The Godfather Part III", 1990],
    ["Harry Potter and the Deathly Hallows: Part 1", 2010],
    ["Kill Bill: The Whole Bloody Affair", 2006],
    ["Spider-Man", 2002],
    ["Ocean's Twelve", 2004],
    ["X-Men", 2000],
    ["Heat", 1986],
    ["The Naked Gun", 1988],
    ["Romeo and Juliet", 1968],
    ["The Avengers", 1961],
    ["Dracula", 1931],
    ["Seven Samurai", 1954],
    ["Oldboy", 2013],
    ["Face", 1997],
    ["A Nightmare on Elm Street", 1984],
    ["Mission: Impossible", 1996],
  ])("%s (%i), which is not here, is no match", (title, year) => {
    expect(catalogue.match({ title, year }).kind).not.toBe("match");
  });
});
