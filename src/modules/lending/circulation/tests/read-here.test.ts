import { beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { selectBibCards } from '#modules/collection/catalog';
import type { Library } from '#modules/ground/libraries';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createPolicy, describeLending } from '../index.ts';
import { makeCopy, makeLibrary } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
});

test('a list says of reference copies what the record page says: read there, not "Ada"', async () => {
  const title = 'Kamus Besar Bahasa Indonesia';
  await makeCopy(t.ctx(), { title, barcode: 'R-1', libraryId: kota.id, itemType: 'referensi' });
  const { bibId } = await t.db
    .selectFrom('item')
    .select('bibId')
    .where('barcode', '=', 'R-1')
    .executeTakeFirstOrThrow();
  const holdings = async () => (await selectBibCards(t.db, [bibId]))[0]?.holdings;
  expect(await holdings()).toMatchObject([{ libraryId: kota.id, total: 1, available: 0, readHere: 1 }]);

  // the library of the kelurahan lends the same kind of copy
  await createPolicy(t.ctx(), { libraryId: gedog.id, categoryId: null, itemType: null, referenceOnly: false });
  await t.db.updateTable('item').set('libraryId', gedog.id).where('barcode', '=', 'R-1').execute();
  expect(await holdings()).toMatchObject([{ libraryId: gedog.id, available: 1, readHere: 0 }]);
});

test('whatever the rules, lists and the record page agree', async () => {
  const types = (await t.db.selectFrom('itemType').select('code').execute()).map((row) => row.code);
  const keys = [null, kota.id, gedog.id].flatMap((libraryId) =>
    [null, 'referensi', 'umum'].map((itemType) => ({ libraryId, itemType })),
  );
  let seen = 0;
  for (let round = 0; round < 60; round++) {
    await t.db.deleteFrom('loanPolicy').execute();
    // every rule says yes, no or nothing, in all mixtures that 60 numbers spread over
    const rules = keys.flatMap((key, nth) => {
      const said = Math.floor((round * 7919 + 13) / 3 ** nth) % 3;
      return said === 0 ? [] : [{ ...key, categoryId: null, referenceOnly: said === 1 }];
    });
    if (rules.length > 0) await t.db.insertInto('loanPolicy').values(rules).execute();
    const copies = [kota, gedog].flatMap((library) =>
      types.map((itemType, nth) => ({
        id: library.id * 100 + nth,
        libraryId: library.id,
        itemType,
        onLoan: false,
        setAside: null,
      })),
    );
    const lending = await describeLending(t.ctx(), copies);
    for (const copy of copies) {
      const asked = sql<{ here: boolean }>`select read_here_only(${copy.libraryId}, ${copy.itemType}) as here`;
      const [row] = (await asked.execute(t.db)).rows;
      expect({ rules, copy, here: row?.here }).toEqual({ rules, copy, here: lending.get(copy.id)?.referenceOnly });
      if (row?.here) seen++;
    }
  }
  expect(seen).toBeGreaterThan(50);
});
