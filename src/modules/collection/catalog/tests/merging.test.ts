import { beforeAll, expect, test } from 'vitest';
import {
  addAttachment,
  getBib,
  listDuplicateGroups,
  listAttachments,
  listItemsOfBib,
  mergeBibs,
  restoreBib,
} from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let pusat: number;
const book = { title: 'Salah Asuhan', author: 'Abdoel Moeis', year: 1928, ddc: '899.221' };

beforeAll(async () => {
  const row = await t.db
    .insertInto('library')
    .values({ code: 'PUSAT', name: 'Perpustakaan Kota Blitar', type: 'pusat' })
    .returning('id')
    .executeTakeFirstOrThrow();
  pusat = row.id;
});

test('two records of one book are offered for review with their copies counted', async () => {
  const first = await makeBib(t.ctx(), book);
  const second = await makeBib(t.ctx(), { ...book, title: 'SALAH ASUHAN', author: 'Moeis, Abdoel' });
  await makeItem(t.ctx(), { bibId: second, libraryId: pusat, copies: 3 });
  await makeBib(t.ctx(), { title: 'Tanpa Kembaran', author: 'X', year: 1999 });
  const groups = await listDuplicateGroups(t.ctx());
  expect(groups.map((group) => [group.by, group.bibs.map((bib) => [bib.id, bib.itemCount])])).toEqual([
    [
      'title',
      [
        [first, 0],
        [second, 3],
      ],
    ],
  ]);
});

test('merging keeps one record with all copies, and the other one’s address leads to it', async () => {
  const keepId = await makeBib(t.ctx(), { ...book, title: 'Layar Terkembang' });
  const dropId = await makeBib(t.ctx(), { ...book, title: 'Layar Terkembang!' });
  const item = await makeItem(t.ctx(), { bibId: dropId, libraryId: pusat });
  await addAttachment(
    t.ctx(),
    t.storage,
    { bibId: dropId, title: 'Naskah', access: 'public' },
    new File(['%PDF-1.7\n%%EOF'], 'a.pdf'),
  );
  await t.db.updateTable('bib').set({ loanCount: 4 }).where('id', '=', dropId).execute();
  expect(await mergeBibs(t.ctx(), { keepId, keepVersion: 1, dropId, dropVersion: 1 })).toEqual({
    movedItems: 1,
    version: 2,
    dropVersion: 2,
  });
  expect((await listItemsOfBib(t.ctx(), keepId)).map((one) => one.barcode)).toEqual([item.barcode]);
  expect((await getBib(t.ctx(), keepId)).loanCount).toBe(4);
  await expect(getBib(t.ctx({ kind: 'anonymous' }), dropId)).rejects.toMatchObject({
    code: 'catalog.bib_not_found',
    params: { mergedIntoId: keepId },
  });
  const trace = await t.db
    .selectFrom('auditEvent')
    .select('after')
    .where('action', '=', 'bib.merged')
    .executeTakeFirstOrThrow();
  expect(trace.after).toMatchObject({ mergedIntoId: keepId, itemIds: [item.id] });
  expect((await getBib(t.ctx(), dropId)).loanCount).toBe(0);
  // restored it is what it was, and so is the other one
  await restoreBib(t.ctx(), { id: dropId, version: (await getBib(t.ctx(), dropId)).version });
  expect(await getBib(t.ctx({ kind: 'anonymous' }), dropId)).toMatchObject({ mergedIntoId: null, loanCount: 4 });
  expect(await getBib(t.ctx(), keepId)).toMatchObject({ loanCount: 0 });
  expect((await listItemsOfBib(t.ctx(), dropId)).map((one) => one.barcode)).toEqual([item.barcode]);
  expect(await listItemsOfBib(t.ctx(), keepId)).toEqual([]);
  expect(await listAttachments(t.ctx(), dropId)).toMatchObject([{ title: 'Naskah' }]);
});

test('a record that someone has changed meanwhile is not merged unseen, nor one with itself', async () => {
  const keepId = await makeBib(t.ctx(), book);
  const dropId = await makeBib(t.ctx(), book);
  await expect(mergeBibs(t.ctx(), { keepId, keepVersion: 1, dropId, dropVersion: 7 })).rejects.toMatchObject({
    code: 'platform.version_conflict',
  });
  await expect(mergeBibs(t.ctx(), { keepId, keepVersion: 1, dropId: keepId, dropVersion: 1 })).rejects.toMatchObject({
    code: 'catalog.bib_same',
  });
});
