import type { RatingScale } from "../../core/ratings/rating-scale.ts";
import { decodeUtf8, encodeUtf8 } from "../../core/utf8.ts";
import { packFault } from "./pack-fault.ts";

/** Where a part of a pack lies; every one begins at a multiple of 8 bytes. */
export interface PackSection {
  readonly offset: number;
  readonly bytes: number;
  /** CRC-32; 0 for the ratings, whose blocks have one each. */
  readonly checksum: number;
}

/** The parts of a pack, in the order in which they lie there. */
export const PACK_SECTIONS = [
  /** Ratings by bucket: see {@link PackDirectory}. */
  "byUser",
  /** Ratings by block of movies. */
  "byMovie",
  /** Ids of users by row: see `pack-ids.ts`. */
  "userIds",
  /** The films by row, as model files keep them. */
  "films",
  /** Ratings of each row: u32. */
  "userCounts",
  "movieCounts",
  /** Blocks + 1, u32: block b has the rows `start[b] … start[b + 1] − 1`. */
  "userStart",
  "movieStart",
  /** Ratings of each bucket (user block · movie blocks + movie block): u32. */
  "bucketSizes",
  /** CRC-32 of each bucket: u32. */
  "bucketChecksums",
  /** CRC-32 of each block of movies: u32. */
  "movieChecksums",
] as const;

export type PackSectionName = (typeof PACK_SECTIONS)[number];

/**
 * What a pack holds and where. Users and movies are numbered by row, as `dealRows` dealt them to blocks.
 * A bucket has its `cells` (u32: the user's row in its block · 2¹⁶ + the movie's in its), in random order,
 * then their levels (u8), and fills up to a multiple of 8 bytes; so does a block of movies, with the rows of
 * users (u32), film by film and in rising order, then their levels.
 */
export interface PackDirectory {
  /** Of the data set, for people. */
  readonly name: string;
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
  /** Ratings that a later one of the same user and movie replaced. */
  readonly superseded: number;
  readonly scale: RatingScale;
  /** The different ratings, in stars, in rising order: at most 256. */
  readonly levels: readonly number[];
  /** How many ratings each level has. */
  readonly levelCounts: readonly number[];
  readonly userBlocks: number;
  readonly movieBlocks: number;
  /** Of the order within buckets. */
  readonly seed: number;
  readonly sections: Readonly<Record<PackSectionName, PackSection>>;
}

/** Different ratings that a pack can hold. */
export const MOST_LEVELS = 256;

/** Bytes that so many ratings of a block take. */
export function blockBytes(ratings: number): number {
  return aligned(5 * ratings);
}

/** The next multiple of 8. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

export function encodeDirectory(directory: PackDirectory): Uint8Array<ArrayBuffer> {
  return encodeUtf8(JSON.stringify(directory));
}

/**
 * Reads a directory whose checksum is right, and checks that its numbers fit each other and the file: what
 * comes after relies on them, and takes memory by them.
 *
 * @param fileBytes - what the file has.
 * @throws {DataError} naming file and remedy.
 */
export function decodeDirectory(bytes: Uint8Array, file: string, fileBytes: number): PackDirectory {
  try {
    const directory = JSON.parse(decodeUtf8(bytes)) as PackDirectory;
    if (isSound(directory, fileBytes)) return directory;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw packFault(file, "its directory is damaged");
}

function isSound(directory: PackDirectory, fileBytes: number): boolean {
  const { users, movies, ratings, levels, levelCounts, userBlocks, movieBlocks } = directory;
  const { sections, name, scale, superseded, seed } = directory;
  const counts = [users, movies, ratings, superseded, seed, ...levelCounts];
  const sum = levelCounts.reduce((total, count) => total + count, 0);
  return (
    typeof name === "string" &&
    counts.every((count) => Number.isSafeInteger(count) && count >= 0) &&
    [...levels, scale.min, scale.max, scale.step].every((value) => Number.isFinite(value)) &&
    levels.length === levelCounts.length &&
    levels.length <= MOST_LEVELS &&
    sum === ratings &&
    isBlocks(userBlocks, users) &&
    isBlocks(movieBlocks, movies) &&
    PACK_SECTIONS.every((section) => {
      const { offset, bytes } = sections[section];
      const wanted = bytesOf(section, directory);
      return (
        Number.isSafeInteger(offset) &&
        offset >= 0 &&
        offset % 8 === 0 &&
        Number.isSafeInteger(bytes) &&
        bytes >= 0 &&
        offset + bytes <= fileBytes &&
        (wanted === undefined || bytes === wanted)
      );
    })
  );
}

function isBlocks(blocks: number, rows: number): boolean {
  return Number.isInteger(blocks) && blocks >= 1 && (blocks <= rows || rows === 0);
}

/** What a section must have, where the counts tell. */
function bytesOf(
  section: PackSectionName,
  { users, movies, userBlocks, movieBlocks }: PackDirectory,
): number | undefined {
  switch (section) {
    case "userCounts":
      return 4 * users;
    case "movieCounts":
      return 4 * movies;
    case "userStart":
      return 4 * (userBlocks + 1);
    case "movieStart":
      return 4 * (movieBlocks + 1);
    case "bucketSizes":
    case "bucketChecksums":
      return 4 * userBlocks * movieBlocks;
    case "movieChecksums":
      return 4 * movieBlocks;
    case "byUser":
    case "byMovie":
    case "userIds":
    case "films":
      return undefined;
  }
}
