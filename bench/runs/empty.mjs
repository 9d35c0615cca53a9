// @ts-check
// One fresh process that does nothing. Prints JSON: the most memory that it had.
import { peakMb, tell } from "../measure.mjs";

tell({ ms: 0, peakMb: peakMb() });
