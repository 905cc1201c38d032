import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { askIndex } from '../ask-index.ts';
import { buildSearchIndex } from '../build-index.ts';
import { SearchEngine, searchEngineOf } from '../search-engine.ts';
import { search } from '../search.ts';
import { bibRow, rewriteBib } from './bib-row.ts';
import { addBibs, addItem, addLibraries, randomFrom } from './random-catalogue.ts';

const t = useTestDb();
const random = randomFrom(7);
/** Another process: connections of its own, an engine of its own. */
let other: Db;

beforeAll(async () => {
  other = openDb(poolConfig(t.address, 8)).db;
  await addBibs(t.db, random, 20);
});
afterAll(async () => other.destroy());

const titled = async (db: Db, title: string): Promise<{ id: number }> =>
  db.insertInto('bib').values(bibRow({ title })).returning('id').executeTakeFirstOrThrow();
/** Records found by the query itself, not by one that is like it. */
async function totalOf(q: string, db = t.db): Promise<number> {
  const found = await search({ ...t.ctx(), db }, { q: `title:${q}` });
  return found.correctedFrom === null && found.partial === null ? found.total : 0;
}

describe('changes by other processes', () => {
  test('a record that another process has committed is found by the next search, at once', async () => {
    expect(await totalOf('zamrud')).toBe(0);
    const { id } = await titled(other, 'Zamrud');
    expect(await totalOf('zamrud')).toBe(1);
    await rewriteBib(other, id, { title: 'Permata' });
    expect(await totalOf('zamrud')).toBe(0);
    expect(await totalOf('permata')).toBe(1);
    await other.updateTable('bib').set('hidden', true).where('id', '=', id).execute();
    expect(await totalOf('permata')).toBe(0);
    await other.updateTable('bib').set('hidden', false).where('id', '=', id).execute();
    expect(await totalOf('permata')).toBe(1);
    await other.deleteFrom('bib').where('id', '=', id).execute();
    expect(await totalOf('permata')).toBe(0);
  });

  test('a transaction that began early and commits late is seen when it commits, not before', async () => {
    await other.transaction().execute(async (slow) => {
      await slow
        .insertInto('bib')
        .values(bibRow({ title: 'Lambat' }))
        .execute();
      await titled(t.db, 'Cepat');
      expect(await totalOf('cepat')).toBe(1);
      expect(await totalOf('lambat')).toBe(0);
      await titled(t.db, 'Cepat lagi');
      expect(await totalOf('cepat')).toBe(2);
    });
    expect(await totalOf('lambat')).toBe(1);
  });

  test('numbers beside a result that many ask for follow every change, though they are counted once for all of them', async () => {
    const rows = Array.from({ length: 80 }, (_, i) => bibRow({ title: `Kerajinan ${i}`, subjects: ['Anyaman'] }));
    const made = await other.insertInto('bib').values(rows).returning('id').execute();
    const counted = async (): Promise<unknown> => {
      const { total, facets } = await search(t.ctx(), { q: 'kerajinan' });
      return { total, subjects: facets.subject.map(({ value, count }) => [value, count]) };
    };
    expect(await counted()).toEqual({ total: 80, subjects: [['Anyaman', 80]] });
    expect(await counted()).toEqual(await counted());
    await rewriteBib(other, made[0]?.id ?? 0, { title: 'Kerajinan 0', subjects: ['Batik'] });
    expect(await counted()).toEqual({
      total: 80,
      subjects: [
        ['Anyaman', 79],
        ['Batik', 1],
      ],
    });
  });

  test('what is rolled back is never found', async () => {
    const failing = other.transaction().execute(async (trx) => {
      await trx
        .insertInto('bib')
        .values(bibRow({ title: 'Batal' }))
        .execute();
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await totalOf('batal')).toBe(0);
  });

  test('six writers at once lose nothing, while searches go on', async () => {
    const words = ['satu', 'dua', 'tiga', 'lima', 'enam', 'tuju'];
    let writing = true;
    const writers = Promise.all(
      words.map(async (word) => {
        for (let count = 0; count < 40; count++) {
          await other.transaction().execute(async (trx) => {
            const title = `Enamserangkai ${word}`;
            const row = bibRow({ title });
            await trx.insertInto('bib').values([row, row]).execute();
            await sql`select pg_sleep(random() / 200)`.execute(trx);
          });
        }
      }),
    ).finally(() => {
      writing = false;
    });
    let seen = 0;
    while (writing) {
      const now = await totalOf('enamserangkai');
      expect(now).toBeGreaterThanOrEqual(seen);
      seen = now;
    }
    await writers;
    expect(await totalOf('enamserangkai')).toBe(480);
    for (const word of words) expect((await search(t.ctx(), { q: `enamserangkai ${word}` })).total).toBe(80);
  });

  test('a copy that is lent is no longer on the shelf for the next search', async () => {
    const [libraryId = 0] = await addLibraries(t.db, 1);
    const { id } = await titled(t.db, 'Pinjaman');
    await addItem(t.db, random, id, [libraryId]);
    await t.db.updateTable('item').set({ status: 'available', onLoan: false }).where('bibId', '=', id).execute();
    const onShelf = async (): Promise<number> =>
      search(t.ctx(), { q: 'title:pinjaman', filters: { libraryIds: [libraryId], available: true } }).then(
        (found) => found.total,
      );
    expect(await onShelf()).toBe(1);
    await other.updateTable('item').set('onLoan', true).where('bibId', '=', id).execute();
    expect(await onShelf()).toBe(0);
    await other.updateTable('item').set('onLoan', false).where('bibId', '=', id).execute();
    expect(await onShelf()).toBe(1);
  });

  test('a library that is renamed has its new name in the facet', async () => {
    const found = async (): Promise<string | undefined> =>
      (await search(t.ctx(), { q: 'title:pinjaman' })).facets.library[0]?.label;
    expect(await found()).toBe('Perpustakaan 1');
    await other.updateTable('library').set('name', 'Pojok Baca').execute();
    expect(await found()).toBe('Pojok Baca');
  });
});

describe('builds', () => {
  test('a new build by another process is taken over, with the changes after it', async () => {
    const before = (await searchEngineOf(t).current()).generation.gen;
    await buildSearchIndex(other, t.clock);
    await titled(other, 'Sesudahnya');
    expect(await totalOf('sesudahnya')).toBe(1);
    await expect.poll(async () => (await searchEngineOf(t).current()).generation.gen).toBeGreaterThan(before);
    expect(await totalOf('sesudahnya')).toBe(1);
    expect(await totalOf('enamserangkai')).toBe(480);
  });

  test('a process that slept through several builds wakes to the newest', async () => {
    expect(await totalOf('enamserangkai', other)).toBe(480);
    for (let build = 0; build < 3; build++) await buildSearchIndex(t.db, t.clock);
    await titled(t.db, 'Bangun tidur');
    expect(await totalOf('bangun', other)).toBe(1);
    expect(await totalOf('enamserangkai', other)).toBe(480);
  });

  test('only the last two generations and the changes after them are kept', async () => {
    await buildSearchIndex(t.db, t.clock);
    await buildSearchIndex(t.db, t.clock);
    const kept = await t.db.selectFrom('searchGeneration').select('gen').orderBy('gen').execute();
    expect(kept).toHaveLength(2);
    const { count } = await t.db
      .selectFrom('searchChange')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe(0);
    const gens = await t.db.selectFrom('searchPosting').select('gen').distinct().orderBy('gen').execute();
    expect(gens).toEqual(kept);
  });

  test('more new records than there was room for are found all the same, and in the order of titles', async () => {
    const many = Array.from({ length: 1600 }, (_, index) => `Ratusan ${String(index).padStart(4, '0')}`);
    const rows = many.map((title) => ({ ...bibRow({ title }), year: 2001 }));
    await t.db.insertInto('bib').values(rows).execute();
    const found = await search(t.ctx(), { q: 'title:ratusan', sort: 'title', limit: 100, offset: 1500 });
    expect(found.total).toBe(1600);
    expect(found.hits.map((hit) => hit.title)).toEqual(many.slice(1500));
    expect(found.facets.decade.find(({ value }) => value === '2000')?.count).toBe(1600);
  });

  describe('a flood of changes', () => {
    const flood = async (word: string): Promise<void> => {
      const rows = Array.from({ length: 2500 }, (_, index) => bibRow({ title: `${word} ${index}` }));
      await t.db.insertInto('bib').values(rows).execute();
    };
    const found = async (engine: SearchEngine, word: string) => {
      const { matches } = await askIndex(engine, `title:${word}`, 'finished');
      return { count: matches.hits.length, fresh: matches.fresh };
    };

    test('is waited for while patience lasts', async () => {
      const patient = new SearchEngine(t.db, t.clock, async () => new Promise(() => undefined));
      await patient.current();
      await flood('Banjir');
      expect(await found(patient, 'banjir')).toEqual({ count: 2500, fresh: true });
    });

    test('is not waited for longer: what there is is answered and said to be old, by every search until all is in', async () => {
      const hurried = new SearchEngine(t.db, t.clock, async () => Promise.resolve());
      await hurried.current();
      await flood('Bandang');
      for (let search = 0; search < 2; search++) {
        const early = await found(hurried, 'bandang');
        expect(early.count).toBeLessThan(2500);
        expect(early.fresh).toBe(false);
      }
      // a search after the flood waits for what little is new; this engine has no patience for that either, so it is asked until it is in
      await expect.poll(async () => found(hurried, 'bandang')).toEqual({ count: 2500, fresh: true });
    });

    test('a search that waited in vain says so, and what it did not find is no vain search', async () => {
      await search(t.ctx(), { q: 'kamboja' });
      await t.db.deleteFrom('searchZeroResult').execute();
      // what is needed to read a changed record cannot be had
      await other.transaction().execute(async (trx) => {
        await sql`lock table authority_variant in access exclusive mode`.execute(trx);
        await titled(t.db, 'Kamboja');
        const early = await search(t.ctx(), { q: 'kamboja' });
        expect(early).toMatchObject({ total: 0, stale: true });
      });
      await expect.poll(async () => search(t.ctx(), { q: 'kamboja' })).toMatchObject({ total: 1, stale: false });
      expect(await t.db.selectFrom('searchZeroResult').selectAll().execute()).toEqual([]);
    });
  });

  test('much change asks for a new build', async () => {
    const engine = new SearchEngine(t.db, t.clock);
    const asked: number[] = [];
    engine.onManyChanges((gen) => asked.push(gen));
    await engine.current();
    expect(asked).toEqual([]);
    await addBibs(t.db, random, 2100);
    await engine.current();
    expect(asked).toContain((await engine.current()).generation.gen);
  });

  test('an index that came with a backup of another server is built again', async () => {
    await sql`update search_generation set snapshot = '900000000:900000000:'`.execute(t.db);
    await sql`insert into search_change (xid, bib_id) values ('900000001', 1)`.execute(t.db);
    const restored = openDb(poolConfig(t.address, 2)).db;
    try {
      expect(await totalOf('ratusan', restored)).toBe(1600);
      await titled(restored, 'Setelah pulih');
      expect(await totalOf('pulih', restored)).toBe(1);
      const left = await sql<{
        count: number;
      }>`select count(*)::int as count from search_change where xid > '800000000'`.execute(t.db);
      expect(left.rows[0]?.count).toBe(0);
    } finally {
      await restored.destroy();
    }
  });
});
