import { z } from "zod";
import type { StoreRecord } from "./store.ts";

/** What each line of a backup is, as JSON; ratings and signals as rows, since there may be millions. */
const text = z.string().refine((given) => !/\p{Cs}/u.test(given), "has half of a surrogate pair");
const rating = z.tuple([text, z.number(), z.int()]);
const signal = z.tuple([text, z.enum(["seen", "notForMe"]), z.int()]);
const base64 = z.base64();

const Person = z.strictObject({
  person: text,
  ratings: z.array(rating),
  signals: z.array(signal),
});
const Key = z.strictObject({
  key: text,
  name: text,
  hash: base64,
  scopes: z.array(z.enum(["read", "write", "admin"])),
  rate: z.number().min(0),
  createdAt: z.int(),
  revokedAt: z.int().nullable(),
});
const Model = z.strictObject({
  model: text,
  createdAt: z.int(),
  bytes: z.int().min(0),
  provenance: text,
});
const Part = z.strictObject({ ofModel: text, part: z.int().min(0), data: base64 });
const Serving = z.strictObject({
  serving: text.nullable(),
  previous: text.nullable().optional(),
});

/** How much there is in a backup. */
export interface BackupCounts {
  readonly people: number;
  readonly ratings: number;
  readonly signals: number;
  readonly keys: number;
  readonly models: number;
  /** Of models. */
  readonly parts: number;
}

/** The first line. */
export const Header: z.ZodType<{ matineeStore: number }> = z.strictObject({
  matineeStore: z.int(),
});

/** The last line. */
export const End: z.ZodType<{ end: BackupCounts; sha256: string }> = z.strictObject({
  end: z.strictObject({
    ...{ people: z.int(), ratings: z.int(), signals: z.int() },
    ...{ keys: z.int(), models: z.int(), parts: z.int() },
  }),
  sha256: z.string(),
});

/** By the member that only lines of that kind have. */
const KINDS = ["person", "key", "model", "ofModel", "serving"] as const;

/** A record as the JSON of its line. */
export function lineOf(record: StoreRecord): object {
  switch (record.kind) {
    case "person": {
      const { personId, ratings, signals } = record;
      return {
        person: personId,
        ratings: ratings.map((r): z.infer<typeof rating> => [r.movieId, r.rating, r.ratedAt]),
        signals: signals.map((s): z.infer<typeof signal> => [s.movieId, s.signal, s.markedAt]),
      } satisfies z.infer<typeof Person>;
    }
    case "key": {
      const { id, name, hash, scopes, rate, createdAt, revokedAt } = record.key;
      const base64Text = base64Of(hash);
      const line = {
        key: id,
        name,
        hash: base64Text,
        scopes: [...scopes],
        rate,
        createdAt,
        revokedAt,
      };
      return line satisfies z.infer<typeof Key>;
    }
    case "model": {
      const { version, createdAt, bytes, provenance } = record.model;
      return { model: version, createdAt, bytes, provenance } satisfies z.infer<typeof Model>;
    }
    case "part": {
      const { version, part, bytes } = record;
      return { ofModel: version, part, data: base64Of(bytes) } satisfies z.infer<typeof Part>;
    }
    case "serving": {
      const { version, previous } = record.serving;
      return { serving: version, previous } satisfies z.infer<typeof Serving>;
    }
  }
}

/**
 * The record of a line.
 *
 * @throws {SyntaxError} saying what is wrong with it.
 */
export function recordOf(line: unknown): StoreRecord {
  const kind = kindOf(line);
  switch (kind) {
    case "person": {
      const { person, ratings, signals } = parsed(Person, line);
      return {
        ...{ kind: "person", personId: person },
        ratings: ratings.map(([movieId, stars, ratedAt]) => ({ movieId, rating: stars, ratedAt })),
        signals: signals.map(([movieId, said, markedAt]) => ({ movieId, signal: said, markedAt })),
      };
    }
    case "key": {
      const { key: id, hash, ...same } = parsed(Key, line);
      return { kind, key: { id, hash: bytesOf(hash), ...same } };
    }
    case "model": {
      const { model: version, ...same } = parsed(Model, line);
      return { kind, model: { version, ...same } };
    }
    case "ofModel": {
      const { ofModel: version, part, data } = parsed(Part, line);
      return { kind: "part", version, part, bytes: bytesOf(data) };
    }
    case "serving": {
      const { serving: version, previous } = parsed(Serving, line);
      return { kind, serving: { version, previous } };
    }
  }
}

/** @throws {SyntaxError} naming the member and what is wrong with it. */
export function parsed<T>(schema: z.ZodType<T>, line: unknown): T {
  const result = schema.safeParse(line);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join(".") ?? "";
  throw new SyntaxError(path === "" ? `${issue?.message}` : `"${path}": ${issue?.message}`);
}

function kindOf(line: unknown): (typeof KINDS)[number] {
  const isObject = typeof line === "object" && line !== null;
  const kind = isObject ? KINDS.find((name) => Object.hasOwn(line, name)) : undefined;
  if (kind === undefined) throw new SyntaxError("it is no line of a backup");
  return kind;
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function bytesOf(base64Text: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64Text, "base64"));
}
