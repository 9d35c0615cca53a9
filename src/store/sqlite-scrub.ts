import { sql, type Kysely } from "kysely";
import type { Database } from "./schema.ts";
import { chunksOf } from "./transaction.ts";

const PAGES_AT_ONCE = 250;
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

interface Page {
  readonly pgno: number;
  readonly data: Uint8Array;
}

/**
 * Zeroes what lies between the cell pointers and the cells of the pages that hold people. `secure_delete` zeroes each
 * cell that is deleted, but where SQLite has moved cells to a neighbour to balance the tree (`rebuildPage` in
 * btree.c) their old bytes stay in that gap, and no deletion comes by there: after one deletion in ten something was
 * left. To SQLite the gap means nothing.
 *
 * Cost: a pass over those pages without any lock, then a transaction for those that are not clean.
 */
export async function zeroGaps(reader: Kysely<Database>, writer: Kysely<Database>): Promise<void> {
  const unclean: number[] = [];
  for (const chunk of chunksOf(await pagesOfPeople(reader), PAGES_AT_ONCE)) {
    // eslint-disable-next-line no-await-in-loop -- some pages in memory
    for (const page of await read(reader, chunk)) if (isUnclean(page)) unclean.push(page.pgno);
    // eslint-disable-next-line no-await-in-loop -- lets others have the thread
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (unclean.length === 0) return;
  await writer.transaction().execute(async (transaction) => {
    const still = new Set(await pagesOfPeople(transaction)); // one may have become something else since
    for (const chunk of chunksOf(unclean, PAGES_AT_ONCE)) {
      // eslint-disable-next-line no-await-in-loop -- some pages in memory
      for (const page of await read(transaction, chunk)) {
        // eslint-disable-next-line no-await-in-loop -- see above
        if (still.has(page.pgno) && isUnclean(page)) await zero(transaction, page);
      }
    }
  });
}

/** By the kind that the tree gives them: an overflow page may begin like any other. */
async function pagesOfPeople(db: Kysely<Database>): Promise<readonly number[]> {
  const found: number[] = [];
  for (const table of ["people", "ratings", "signals"]) {
    // eslint-disable-next-line no-await-in-loop -- one connection
    const { rows } = await sql<{ pageno: number }>`select pageno from dbstat
      where name = ${table} and pagetype in ('leaf', 'internal')`.execute(db);
    for (const { pageno } of rows) found.push(pageno);
  }
  return found;
}

async function read(db: Kysely<Database>, numbers: readonly number[]): Promise<readonly Page[]> {
  const { rows } = await sql<Page>`select pgno, data from sqlite_dbpage
    where pgno in (${sql.join(numbers)})`.execute(db);
  return rows;
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
