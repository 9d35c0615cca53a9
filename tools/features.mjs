// @ts-check
// npm run features [-- --data NAME] [-- --model FILE]: how well directions tell genres, fame, acclaim and
// years of films that finding them left out, as in docs/features.md. Learns from a data set as `train` does
// by itself (ml-100k; 15 s), or reads a model; `--model embedded` is the one that comes with the package.
import { readFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { fixed } from "../bench/support.mjs";
import { findFeatures, toldTraits } from "../dist/core/features/find-features.js";
import { knownFilms } from "../dist/core/features/known-films.js";
import { Model, train } from "../dist/index.js";
import { loadEmbeddedModel, openDataSet } from "../dist/node.js";

/** In which the least left-out AUC is asked for. */
const ASKED = ["Action", "Animation", "Children", "Horror", "Sci-Fi"];
const TIMES = 5;

const { values: flags } = parseArgs({
  options: { data: { type: "string", default: "ml-100k" }, model: { type: "string" } },
});
const model = await modelOf();
const known = knownFilms(model);
const all = toldTraits(model, known);
const shown = model.hiddenFeatures({ unnamed: 6 });
process.stdout.write(`${table()}\n\n${means()}\n${times()}\n`);

async function modelOf() {
  if (flags.model === "embedded") return loadEmbeddedModel();
  if (flags.model !== undefined) return Model.fromBytes(readFileSync(flags.model));
  const { dataSet, files } = await openDataSet(flags.data, { download: false });
  await files.close();
  return train(dataSet);
}

function table() {
  const rows = all.map(({ trait, auc }) => {
    const { name, kind, values } = trait;
    const films = values.subarray(0, known.wellKnown).filter((value) => value > 0).length;
    const feature = shown.find((one) => one.name === name);
    const [stability, share] = [feature?.stability, feature?.share];
    return [
      ...[name, kind === "genre" ? String(films) : "", auc.toFixed(3)],
      ...(stability === undefined ? ["", ""] : [stability.toFixed(2), percent(share ?? 0)]),
    ];
  });
  const unnamed = shown
    .filter(({ name }) => name === undefined)
    .map(({ stability, share }) => ["(unnamed)", "", "", stability.toFixed(2), percent(share)]);
  return [
    "| | films | left-out AUC | stability | share |",
    "| --- | --: | --: | --: | --: |",
    ...[...rows, ...unnamed].map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
}

function means() {
  const genres = all.filter(({ trait }) => trait.kind === "genre");
  const asked = genres.filter(({ trait }) => ASKED.includes(trait.name));
  const mean = genres.reduce((sum, { auc }) => sum + auc, 0) / genres.length;
  const least = asked.reduce((low, { auc }) => Math.min(low, auc), 1);
  return (
    `${known.wellKnown} well-known films, directions found from ${known.rows.length}. ` +
    `${genres.length} genres: mean ${mean.toFixed(3)}; least of ${ASKED.join(", ")}: ${least.toFixed(3)}.`
  );
}

/** Of a model that nothing was found of yet. */
function times() {
  const taste = model.taste([]);
  const { id } = model.catalogue.at(known.rows[0] ?? 0);
  /** @type {Record<string, () => unknown>} */
  const runs = {
    "hidden features": () => findFeatures(model),
    profile: () => model.profile(taste),
    match: () => model.match(taste, id),
    map: () => model.filmMap(),
  };
  return Object.entries(runs)
    .map(([name, run]) => `${name} ${fixed(fastest(run), 1)} ms`)
    .join(", ");
}

/** @param {() => unknown} run */
function fastest(run) {
  const spans = Array.from({ length: TIMES }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return Math.min(...spans);
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
