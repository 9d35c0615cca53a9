// @ts-check
// One fresh process: node bench/runs/picks-model.mjs PROBLEM trains on made-up ratings, stars by
// gradient descent and picks as the head says, and writes the model.
import { writeFileSync } from "node:fs";
import { Model, train } from "../../dist/index.js";
import { nodeThreads } from "../../dist/node.js";
import { problemGiven, tell } from "../measure.mjs";
import { newcomers } from "../newcomers.mjs";

const { size, head, file } = problemGiven();
const { data } = newcomers(size);
const context = { threads: nodeThreads() };
const learned = await train(data, { method: "gradient-descent", factors: 64 }, context);
const { picksHead } = await train(data, { method: "weighted-als", ...head }, context);
const { catalogue, scale, head: stars, movieCounts, halfWidth80, users, provenance } = learned;
const parts = { catalogue, scale, head: stars, movieCounts, halfWidth80, users, provenance };
writeFileSync(file, new Model({ ...parts, picksHead }).toBytes());
tell({ films: catalogue.size });
