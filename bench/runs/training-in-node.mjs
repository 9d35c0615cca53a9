// @ts-check
// One fresh process: node bench/runs/training-in-node.mjs PROBLEM. Prints JSON: what a training took.
import { readFileSync } from "node:fs";
import { problemGiven, startClock, tell } from "../measure.mjs";
import { timeTraining } from "./trainings.mjs";

const { learner, train } = problemGiven();
const { buffer, byteOffset, byteLength } = readFileSync(train.file);
const columns = buffer.slice(byteOffset, byteOffset + byteLength);
const taken = startClock();
const ms = timeTraining(learner, columns, train);
tell({ ...taken(), ms });
