import { constants, crc32, deflateRawSync } from "node:zlib";
import { handmade } from "../handmade-zip.ts";
import { zipOf } from "./zip-of.ts";

/** An archive that must be refused, and what must be said of it. */
export interface ZipAttack {
  readonly name: string;
  readonly make: () => Promise<Blob>;
  /** A part of the message. */
  readonly says: string;
  /** The file that is named. */
  readonly names: string;
}

const CSV = "Date,Name,Year,Letterboxd URI,Rating\n2024-05-01,Alien,1979,u,5\n";
const BLOCK_BYTES = 16 * 2 ** 20;

/** Bytes that unpack to `count` times 16 MB, and take little memory to make. */
function blocks(count: number, byte: number): Uint8Array[] {
  const finishFlush = constants.Z_FULL_FLUSH;
  const block = deflateRawSync(new Uint8Array(BLOCK_BYTES).fill(byte), { level: 9, finishFlush });
  return [...Array.from({ length: count }, () => block), Uint8Array.of(3, 0)];
}

function made(bytes: Uint8Array): Blob {
  return new Blob([bytes as Uint8Array<ArrayBuffer>]);
}

/** One file by another name, as it may not be called. */
function named(name: string): ZipAttack {
  return {
    name: `a name that leads elsewhere: ${name}`,
    make: () => Promise.resolve(handmade(name, [], { size: 0, method: 0 })),
    says: "its names must stay within it",
    names: "x.zip",
  };
}

/** As many empty files as a directory without Zip64 can hold. */
function crowded(count: number): Uint8Array {
  const bytes = new Uint8Array(count * (38 + 54) + 22);
  const view = new DataView(bytes.buffer);
  const encoder = new TextEncoder();
  const name = (k: number, at: number): void => {
    encoder.encodeInto(String(k).padStart(8, "0"), bytes.subarray(at, at + 8));
  };
  for (let k = 0; k < count; k++) {
    const local = k * 38;
    view.setUint32(local, 0x04034b50, true);
    view.setUint16(local + 26, 8, true);
    name(k, local + 30);
    const central = count * 38 + k * 54;
    view.setUint32(central, 0x02014b50, true);
    view.setUint16(central + 28, 8, true);
    view.setUint32(central + 42, local, true);
    name(k, central + 46);
  }
  const end = count * (38 + 54);
  view.setUint32(end, 0x06054b50, true);
  view.setUint16(end + 8, count, true);
  view.setUint16(end + 10, count, true);
  view.setUint32(end + 12, count * 54, true);
  view.setUint32(end + 16, count * 38, true);
  return bytes;
}

async function damaged(): Promise<Blob> {
  const bytes = await zipOf({ "ratings.csv": CSV }, { level: 0 });
  const at = new TextDecoder("latin1").decode(bytes).indexOf("Alien");
  bytes[at]! ^= 1;
  return made(bytes);
}

/** Everything that an archive was made to do to its reader. */
export const ZIP_ATTACKS: readonly ZipAttack[] = [
  named("../ratings.csv"),
  named("/etc/ratings.csv"),
  named("C:/ratings.csv"),
  named("..\\ratings.csv"),
  {
    name: "10 GB declared",
    make: () => Promise.resolve(handmade("ratings.csv", blocks(1, 0), { size: 10 * 2 ** 30 })),
    says: "it may unpack to at most 128 MB, got 10 GB or more",
    names: "x.zip",
  },
  {
    name: "10 GB of zeros packed to 10 MB, as declared",
    make: () =>
      Promise.resolve(handmade("ratings.csv", blocks(640, 0), { size: 640 * BLOCK_BYTES })),
    says: "it may unpack to at most 128 MB, got 10 GB or more",
    names: "x.zip",
  },
  {
    name: "10 GB of zeros that claim to be 1 MB",
    make: () => Promise.resolve(handmade("ratings.csv", blocks(640, 0), { size: 1_000_000 })),
    says: "the file is not text, got a NUL byte",
    names: "x.zip/ratings.csv",
  },
  {
    name: "10 GB of one letter that claim to be 1 MB",
    make: () => Promise.resolve(handmade("ratings.csv", blocks(640, 0x61), { size: 1_000_000 })),
    says: "it unpacks to another number of bytes than it declares",
    names: "x.zip/ratings.csv",
  },
  {
    name: "10 GB of zeros that claim to be 60 MB",
    make: () => Promise.resolve(handmade("ratings.csv", blocks(640, 0), { size: 60_000_000 })),
    says: "the file is not text, got a NUL byte",
    names: "x.zip/ratings.csv",
  },
  {
    name: "10 GB of one letter that claim to be 60 MB",
    make: () => Promise.resolve(handmade("ratings.csv", blocks(640, 0x61), { size: 60_000_000 })),
    says: "it unpacks to another number of bytes than it declares",
    names: "x.zip/ratings.csv",
  },
  {
    name: "64 MB of zeros, as declared",
    make: () => {
      const crc = crc32(new Uint8Array(4 * BLOCK_BYTES));
      return Promise.resolve(handmade("ratings.csv", blocks(4, 0), { size: 4 * BLOCK_BYTES, crc }));
    },
    says: "it may unpack to at most 200 times its bytes, got 64 MB out of",
    names: "x.zip",
  },
  {
    name: "64 MB of one letter",
    make: () =>
      Promise.resolve(handmade("ratings.csv", blocks(4, 0x61), { size: 4 * BLOCK_BYTES })),
    says: "it may unpack to at most 200 times its bytes, got 64 MB out of",
    names: "x.zip",
  },
  {
    name: "80 MB in one file",
    make: () =>
      Promise.resolve(handmade("ratings.csv", [new Uint8Array(2 ** 20)], { size: 80_000_000 })),
    says: "a file of an archive may unpack to at most 64 MB, got 77 MB",
    names: "x.zip/ratings.csv",
  },
  {
    name: "a bomb in a file that is not needed",
    make: () =>
      Promise.resolve(handmade("likes/films.csv", blocks(640, 0), { size: 640 * BLOCK_BYTES })),
    says: "it may unpack to at most 128 MB",
    names: "x.zip",
  },
  {
    name: "65,535 entries",
    make: () => Promise.resolve(made(crowded(65_535))),
    says: "it may hold at most 10,000 entries, got more",
    names: "x.zip",
  },
  {
    name: "a password",
    make: async () => made(await zipOf({ "ratings.csv": CSV }, { password: "secret" })),
    says: '"ratings.csv" is encrypted; pack it anew without a password',
    names: "x.zip",
  },
  {
    name: "a checksum that does not fit",
    make: damaged,
    says: "the unpacked bytes do not match their checksum (CRC-32)",
    names: "x.zip/ratings.csv",
  },
  {
    name: "another archive within",
    make: async () => made(await zipOf({ "export.zip": await zipOf({ "ratings.csv": CSV }) })),
    says: "it holds another archive; unpack it first",
    names: "x.zip",
  },
  {
    name: "another archive called ratings.csv",
    make: async () => made(await zipOf({ "ratings.csv": await zipOf({ "ratings.csv": CSV }) })),
    says: "it holds another archive; unpack it first",
    names: "x.zip/ratings.csv",
  },
  {
    name: "an archive cut short",
    make: async () => made((await zipOf({ "ratings.csv": CSV })).subarray(0, 60)),
    says: "it is cut short",
    names: "x.zip",
  },
];
