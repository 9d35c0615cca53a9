// @ts-check
// One fresh process: node bench/picks-model.mjs SIZE HEAD FILE trains on made-up ratings, stars by
// gradient descent and picks as the head says, and writes the model.
import { writeFileSync } from "node:fs";
import process from "node:process";
import { Model, train } from "../dist/index.js";
import { nodeThreads } from "../dist/node.js";
import { newcomers } from "./newcomers.mjs";

const [size = "", head = "", file = ""] = process.argv.slice(2);
const { data } = newcomers(JSON.parse(size));
const context = { threads: nodeThreads() };
const learned = await train(data, { method: "gradient-descent", factors: 64 }, context);
const { picksHead } = await train(data, { method: "weighted-als", ...JSON.parse(head) }, context);
const { catalogue, scale, head: stars, movieCounts, halfWidth80, users, provenance } = learned;
const parts = { catalogue, scale, head: stars, movieCounts, halfWidth80, users, provenance };
writeFileSync(file, new Model({ ...parts, picksHead }).toBytes());
console.log(JSON.stringify({ films: catalogue.size }));
