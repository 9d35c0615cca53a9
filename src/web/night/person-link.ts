import type { Id } from "../../index.ts";
import { crc32 } from "../../core/model/crc32.ts";
import type { PersonData } from "../messages.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { cleanName } from "./person-name.ts";

// What a link holds of someone. It stands behind the # of an address, so no server ever sees it:
//   1.<base64url of the bytes>
//   name, then ratings, seen, not for me: the count and the ids, ascending, each as its distance from the
//   one before; of ratings also half stars, two a byte; last the CRC-32 of all that, 4 bytes.

/** Of the format; a page that does not know it says so. */
const VERSION = 1;
/** The most ratings of a link, and the most films of each mark. */
export const MOST_RATINGS = 2000;
const MOST_MARKS = 1000;
/** Ratings and marks at most, with room to spare, take this many characters. */
const MOST_CHARACTERS = 40_000;
const CHECKSUM_BYTES = 4;
const MOST_HALVES = 10;

/** Someone as a link tells of them. */
export interface LinkedPerson {
  readonly name: string;
  readonly data: PersonData;
}

/** A link's text, and how much of the person it does not hold. */
export interface WrittenLink {
  readonly code: string;
  readonly leftOut: number;
}

/** What a link turns out to be. */
export type ReadLink =
  | { readonly kind: "person"; readonly person: LinkedPerson }
  | { readonly kind: "wrong"; readonly why: string };

/** @param person.data - the last rated last: of too many films the first are left out. */
export function writePersonLink({ name, data }: LinkedPerson): WrittenLink {
  const ratings = data.ratings.filter(({ movieId }) => isWritable(movieId)).slice(-MOST_RATINGS);
  const [seen, notForMe] = [data.seen, data.notForMe].map((ids) =>
    ids.filter(isWritable).slice(-MOST_MARKS),
  ) as [number[], number[]];
  const writer = new ByteWriter();
  writer.text(cleanName(name));
  writeRatings(writer, ratings as readonly Rated[]);
  writeIds(writer, seen);
  writeIds(writer, notForMe);
  const body = writer.written();
  const sum = new Uint8Array(CHECKSUM_BYTES);
  new DataView(sum.buffer).setUint32(0, crc32(body));
  const written = ratings.length + seen.length + notForMe.length;
  return {
    code: `${VERSION}.${toBase64url(Uint8Array.from([...body, ...sum]))}`,
    leftOut: data.ratings.length + data.seen.length + data.notForMe.length - written,
  };
}

/** Someone from the text of a link; never throws, whatever it is. */
export function readPersonLink(code: string): ReadLink {
  const [, version, text] = /^(\d{1,4})\.(.*)$/su.exec(code) ?? [];
  if (Number(version) > VERSION) {
    return wrong(
      "This link is of a newer matinee than this page. Reload the page, then open it anew.",
    );
  }
  if (Number(version) !== VERSION || text === undefined) {
    return wrong("This is no link of matinee’s. Ask for one: Movie night, then Copy my link.");
  }
  if (text.length > MOST_CHARACTERS) {
    return wrong("This link is longer than any of matinee’s. Ask for it anew.");
  }
  const person = personOfBytes(fromBase64url(text));
  return person === undefined
    ? wrong("This link is damaged or cut short, as some chats do with long ones. Ask for it anew.")
    : { kind: "person", person };
}

interface Rated {
  readonly movieId: number;
  readonly rating: number;
}

function personOfBytes(bytes: Uint8Array | undefined): LinkedPerson | undefined {
  if (bytes === undefined || bytes.length < CHECKSUM_BYTES) return undefined;
  const body = bytes.subarray(0, -CHECKSUM_BYTES);
  const sum = bytes.slice(-CHECKSUM_BYTES);
  if (new DataView(sum.buffer).getUint32(0) !== crc32(body)) return undefined;
  try {
    const reader = new ByteReader(body);
    const name = cleanName(reader.text());
    const data = { ratings: readRatings(reader), seen: readIds(reader), notForMe: readIds(reader) };
    return reader.isAtEnd ? { name, data } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // made by hand, with a checksum that fits
    throw error;
  }
}

function writeRatings(writer: ByteWriter, ratings: readonly Rated[]): void {
  const sorted = ratings.toSorted((a, b) => a.movieId - b.movieId);
  writeIds(
    writer,
    sorted.map(({ movieId }) => movieId),
  );
  const halves = sorted.map(({ rating }) => Math.round(rating * 2));
  for (let k = 0; k < halves.length; k += 2) writer.bytes([halves[k]! * 16 + (halves[k + 1] ?? 0)]);
}

function readRatings(reader: ByteReader): Rated[] {
  const ids = readIds(reader);
  const bytes = reader.bytes(Math.ceil(ids.length / 2));
  return ids.map((movieId, k) => {
    const halves = k % 2 === 0 ? bytes[k >> 1]! >> 4 : bytes[k >> 1]! & 15;
    if (halves > MOST_HALVES) throw new RangeError("a rating is too high");
    return { movieId, rating: halves / 2 };
  });
}

function writeIds(writer: ByteWriter, ids: readonly number[]): void {
  writer.number(ids.length);
  let before = 0;
  for (const id of ids.toSorted((a, b) => a - b)) {
    writer.number(id - before);
    before = id;
  }
}

function readIds(reader: ByteReader): number[] {
  const count = reader.number();
  if (count > MOST_RATINGS) throw new RangeError("there are too many films");
  const ids: number[] = [];
  for (let k = 0; k < count; k++) ids.push((ids.at(-1) ?? 0) + reader.number());
  if (!ids.every(Number.isSafeInteger)) throw new RangeError("an id is too large");
  return ids;
}

/** Films of the model that comes with the page have such ids. */
function isWritable(id: Id): id is number {
  return typeof id === "number" && Number.isSafeInteger(id) && id >= 0;
}

function wrong(why: string): ReadLink {
  return { kind: "wrong", why };
}
