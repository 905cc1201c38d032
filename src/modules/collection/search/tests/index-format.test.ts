import { beforeAll, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { buildSearchIndex } from '../build-index.ts';
import { INDEX_FORMAT, selectNewestGeneration } from '../data/search-index.queries.ts';
import { SearchEngine } from '../search-engine.ts';
import { TitleOrder } from '../title-order.ts';
import { addBibs, randomFrom } from './random-catalogue.ts';

const t = useTestDb();
let ids: number[];
beforeAll(async () => {
  ids = await addBibs(t.db, randomFrom(5), 12);
  await t.db.updateTable('bib').set('hidden', false).execute();
});

/** As a program of another version would have left it. */
const foreign = async (gen: number): Promise<void> => {
  await t.db
    .updateTable('searchGeneration')
    .set({ format: INDEX_FORMAT + 1 })
    .where('gen', '=', gen)
    .execute();
};
const gens = async () =>
  (await t.db.selectFrom('searchGeneration').select(['gen', 'format']).orderBy('gen').execute()).map((row) => row.gen);

test('an index of another format is not opened: one is built beside it, and the other stays for whoever answers from it', async () => {
  const { gen } = await buildSearchIndex(t.db, t.clock);
  const old = new SearchEngine(t.db, t.clock);
  await old.current();
  await foreign(gen);
  const engine = new SearchEngine(t.db, t.clock);
  let built = 0;
  engine.buildBy(async () => {
    built += 1;
    return buildSearchIndex(t.db, t.clock);
  });
  expect((await engine.current()).size).toBe(12);
  expect(built).toBe(1);
  expect(await gens()).toEqual([gen, gen + 1]);
  // the process of the other version is neither sent to our generation nor told to look for one at each search
  const rows = await t.db.selectFrom('searchPosting').select('term').where('gen', '=', gen).execute();
  expect(rows.length).toBeGreaterThan(0);
  expect((await old.current()).generation.gen).toBe(gen);
});

test('an index that cannot be read is made anew instead of ending the start', async () => {
  const newest = await selectNewestGeneration(t.db);
  await t.db
    .deleteFrom('searchColumn')
    .where('gen', '=', newest?.gen ?? 0)
    .where('name', '=', 'labels')
    .execute();
  const engine = new SearchEngine(t.db, t.clock);
  expect((await engine.current()).size).toBe(12);
});

test('titles are in order after 150,000 changes', async () => {
  const order = new TitleOrder(new Float64Array(0));
  const changed = new Map(Array.from({ length: 150_000 }, (_, ord) => [10_000_000 + ord, ord + ids.length]));
  for (const [ord, id] of ids.entries()) changed.set(id, ord);
  order.invalidate();
  await order.refresh(t.db, changed, (id) => changed.get(id));
  const sorted = await t.db.selectFrom('bib').select('id').orderBy('titleSort').orderBy('id').execute();
  const byOrder = [...ids].sort((a, b) => order.keyOf(changed.get(a) ?? 0) - order.keyOf(changed.get(b) ?? 0));
  expect(byOrder).toEqual(sorted.map(({ id }) => id));
});
