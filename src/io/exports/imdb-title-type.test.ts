import { expect, test } from "vitest";
import { imdbTitleKind } from "./imdb-title-type.ts";

test.each([
  ["Feature Film, Documentary, TV Movie, Video, TV Special", "film"], // until 2017
  ["TV Series, Mini-Series", "shows"],
  ["TV Episode", "episodes"],
  ["Short Film", "shorts"],
  ["Video Game", "others"],
  ["movie, video, tvMovie, tvSpecial", "film"], // until 2024
  ["tvSeries, tvMiniSeries", "shows"],
  ["tvEpisode, tvPilot", "episodes"],
  ["short, tvShort", "shorts"],
  ["videoGame, musicVideo, podcastSeries, podcastEpisode", "others"],
  ["Movie, TV Movie, Video, TV Special", "film"], // since
  ["TV Series, TV Mini Series", "shows"],
  ["TV Episode", "episodes"],
  ["Short, TV Short", "shorts"],
  ["Video Game, Music Video, Podcast Series, Podcast Episode", "others"],
  ["Film, Film TV, Video, Speciale TV", "film"], // Italian
  ["Serie TV, Mini serie TV, Miniserie TV", "shows"],
  ["Episodio TV", "episodes"],
  ["Corto, Cortometraggio", "shorts"],
  ["Videogioco, Video musicale, Serie podcast, Episodio podcast", "others"],
  ["Film, Téléfilm, Vidéo, Émission spéciale", "film"], // French
  ["Série télévisée, Mini-série télévisée, Série TV", "shows"],
  ["Épisode de série télévisée", "episodes"],
  ["Court métrage, Court-métrage", "shorts"],
  ["Jeu vidéo, Clip vidéo, Épisode de podcast", "others"],
  ["Film, Fernsehfilm, TV-Special, Video, Dokumentarfilm", "film"], // German
  ["Fernsehserie, TV-Serie, Miniserie, TV-Miniserie", "shows"],
  ["Fernsehepisode, Folge", "episodes"],
  ["Kurzfilm, TV-Kurzfilm", "shorts"],
  ["Videospiel, Musikvideo, Podcastfolge", "others"],
  ["Película, Película de TV, Especial de TV, Vídeo", "film"], // Spanish
  ["Serie de TV, Miniserie de TV", "shows"],
  ["Episodio de TV, Episodio de serie", "episodes"],
  ["Corto, Cortometraje", "shorts"],
  ["Videojuego, Vídeo musical, Serie de podcasts", "others"],
  ["Filme, Filme para televisão, Especial de TV, Vídeo", "film"], // Portuguese
  ["Série de TV, Minissérie de TV", "shows"],
  ["Episódio de TV", "episodes"],
  ["Curta-metragem, Curta", "shorts"],
  ["Videogame, Jogo eletrônico, Videoclipe, Série de podcast", "others"],
  ["Elokuva, Фильм, , 映画", "film"], // of no known language
])("title types %s are of kind %s", (types, kind) => {
  expect(types.split(", ").map(imdbTitleKind)).toEqual(types.split(", ").map(() => kind));
});
