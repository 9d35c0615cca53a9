import { CompiledQuery, sql, type Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** A few milliseconds' worth: the thread serves others in between. */
const PAGES_AT_ONCE = 100;
const FIRST_PAGE_HEADER = 100;
const LARGEST_PAGE = 65_536;
const ZEROS: Uint8Array = new Uint8Array(LARGEST_PAGE);
/** By the kind of the page: leaves, then those that point to others. */
const HEADER_BYTES: ReadonlyMap<number, number> = new Map([
  [0x0a, 8],
  [0x0d, 8],
  [0x02, 12],
  [0x05, 12],
]);

/**
 * Pages that a file may have. What is no page of a tree begins with the number of another page, in four bytes: of so
 * few the first byte is 0 or 1, so that the first byte tells a tree's pages from all others.
 */
export const MOST_PAGES: number = 0x01ff_ffff;

interface Page {
  readonly pgno: number;
  readonly data: Uint8Array;
}

/**
 * Zeroes what lies between the cell pointers and the cells of the pages of trees. `secure_delete` zeroes each
 * cell that is deleted, but where SQLite has moved cells to a neighbour to balance the tree (`rebuildPage` in
 * btree.c) their old bytes stay in that gap, and no deletion comes by there: after one deletion in ten something was
 * left, in whatever page the neighbour has become since. To SQLite the gap means nothing.
 *
 * Cost: a pass over the file without any lock, in steps of some milliseconds, then a transaction for what is not clean.
 */
export async function zeroGaps(reader: Kysely<Database>, writer: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(reader);
  const last = rows[0]!.page_count;
  for (let first = 1; first <= last; first += PAGES_AT_ONCE) {
    const numbers = Array.from({ length: PAGES_AT_ONCE }, (_, k) => first + k);
    const unclean = (await read(reader, numbers)).filter(isUnclean);
    if (unclean.length > 0) await zeroAll(writer, unclean);
    // Lets others have the thread.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Looks again: they may have been written since. */
async function zeroAll(writer: Kysely<Database>, pages: readonly Page[]): Promise<void> {
  await writer.transaction().execute(async (transaction) => {
    const numbers = pages.map(({ pgno }) => pgno);
    for (const page of await read(transaction, padded(numbers))) {
      if (isUnclean(page)) await zero(transaction, page);
    }
  });
}

/** To the one length that there is a statement for; there is no page 0. */
function padded(numbers: readonly number[]): number[] {
  return Array.from({ length: PAGES_AT_ONCE }, (_, k) => numbers[k] ?? 0);
}

const READ = `select pgno, data from sqlite_dbpage where pgno in (${"?,".repeat(PAGES_AT_ONCE - 1)}?)`;

/** @param numbers - {@link PAGES_AT_ONCE} of them; those that are not there are left out. */
async function read(db: Kysely<Database>, numbers: readonly number[]): Promise<readonly Page[]> {
  return (await db.executeQuery<Page>(CompiledQuery.raw(READ, [...numbers]))).rows;
}

async function zero(transaction: Kysely<Database>, page: Page): Promise<void> {
  gapOf(page).fill(0);
  const { pgno, data } = page;
  await sql`update sqlite_dbpage set data = ${data} where pgno = ${pgno}`.execute(transaction);
}

function isUnclean(page: Page): boolean {
  const gap = gapOf(page);
  return Buffer.compare(gap, ZEROS.subarray(0, gap.length)) !== 0;
}

/** A view of it, empty for a page that is none of a tree. See "B-tree Pages" of SQLite's file format. */
function gapOf({ pgno, data }: Page): Uint8Array {
  const start = pgno === 1 ? FIRST_PAGE_HEADER : 0;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const headerBytes = HEADER_BYTES.get(view.getUint8(start));
  if (headerBytes === undefined) return data.subarray(0, 0);
  const cells = view.getUint16(start + 3);
  const content = view.getUint16(start + 5) || LARGEST_PAGE; // how 65 536 is written
  return data.subarray(start + headerBytes + 2 * cells, content);
}
