import { setImmediate as breathe } from 'node:timers/promises';
import { selectTitleOrder, streamIndexFeed } from '#modules/collection/catalog';
import type { Clock } from '#platform/clock';
import type { Db, Tx } from '#platform/database/db';
import {
  deleteForeignIndex,
  finishGeneration,
  insertColumn,
  insertPostings,
  selectExceptions,
  startGeneration,
  whileBuilding,
  type PostingRow,
} from './data/search-index.queries.ts';
import { packGeneration, wordsWorthKnowing } from './index-generation.ts';
import { facetValuesOf, textOf } from './index-text.ts';
import { Columns } from './rules/postings/columns.ts';
import { documentTerms } from './rules/postings/document-terms.ts';
import { IndexBuilder } from './rules/postings/index-builder.ts';
import { makeStemmer } from './rules/words/stem-exceptions.ts';

const RECORDS_AT_ONCE = 250;
const ROWS_AT_ONCE = 2000;
const BYTES_AT_ONCE = 4_000_000;

/**
 * Builds the index anew from what the catalogue holds at this moment and publishes it as a new generation; searches go
 * on meanwhile. One process builds at a time, others wait. About 2 s for 100,000 records.
 * @param progress told how many records are read
 * @returns the number of the generation and of its records
 */
export async function buildSearchIndex(
  db: Db,
  clock: Clock,
  signal?: AbortSignal,
  progress?: (done: number) => void,
): Promise<{ gen: number; docs: number }> {
  return whileBuilding(db, async (trx) => {
    await deleteForeignIndex(trx);
    const { gen, snapshot } = await startGeneration(trx);
    const exceptions = await selectExceptions(trx);
    const stem = makeStemmer(new Map(Object.entries(exceptions)));
    const builder = new IndexBuilder(stem);
    const columns = new Columns(1024);
    for await (const row of allRecords(trx, signal)) {
      const document = documentTerms(textOf(row), stem);
      const ord = columns.nextOrd();
      builder.add(ord, document);
      columns.set(ord, facetValuesOf(row, document.titleLength));
      if (columns.count % RECORDS_AT_ONCE === 0) progress?.(columns.count);
    }
    await storePostings(trx, gen, builder, signal);
    const words = wordsWorthKnowing(builder.words(), columns.count);
    for (const [name, data] of packGeneration(columns, await titlePlaces(trx, columns), words)) {
      await insertColumn(trx, gen, name, data);
    }
    await finishGeneration(trx, { gen, snapshot, docs: columns.count, exceptions }, clock.now());
    return { gen, docs: columns.count };
  });
}

/** Every record that readers may find, most lent first; lets requests of this process through between batches. */
async function* allRecords(trx: Tx, signal?: AbortSignal) {
  for await (const rows of streamIndexFeed(trx, RECORDS_AT_ONCE)) {
    signal?.throwIfAborted();
    yield* rows;
    await breathe();
  }
}

async function storePostings(trx: Tx, gen: number, builder: IndexBuilder, signal?: AbortSignal): Promise<void> {
  let batch: PostingRow[] = [];
  let bytes = 0;
  for (const row of builder.rows()) {
    batch.push(row);
    bytes += row.list.length + (row.places?.length ?? 0);
    if (batch.length < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE) continue;
    signal?.throwIfAborted();
    await insertPostings(trx, gen, batch);
    batch = [];
    bytes = 0;
  }
  await insertPostings(trx, gen, batch);
}

async function titlePlaces(trx: Tx, columns: Columns): Promise<Float64Array> {
  const order = await selectTitleOrder(trx);
  const placeOf = new Map(order.map((id, place) => [id, place]));
  return Float64Array.from({ length: columns.count }, (_, ord) => placeOf.get(columns.bibIds[ord] ?? 0) ?? 0);
}
