import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import {
  deleteBib,
  getBib,
  getItem,
  listItemsOfBib,
  mergeBibs,
  restoreBib,
  setCover,
  withdrawItem,
} from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { cancelHold, placeHold } from '#modules/lending/circulation';
import { addLicensedFile, borrowFile } from '#modules/lending/digital';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId: number;
let made = 0;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
const aBook = async (): Promise<number> => {
  made += 1;
  return makeBib(t.ctx(), { title: `Layar Terkembang ${made}`, author: 'Alisjahbana', year: 1936 + made });
};
const bib = async (id: number) => getBib(t.ctx(), id);
const picture = async (background: string): Promise<Blob> => {
  const bytes = await sharp({ create: { width: 40, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return new Blob([new Uint8Array(bytes)]);
};
const cover = async (id: number, colour: string) =>
  setCover(t.ctx(), t.storage, { id, version: (await bib(id)).version }, await picture(colour));
async function merge(keepId: number, dropId: number): Promise<void> {
  const [keep, drop] = [await bib(keepId), await bib(dropId)];
  await mergeBibs(t.ctx(), { keepId, keepVersion: keep.version, dropId, dropVersion: drop.version });
}
const restore = async (id: number) => restoreBib(t.ctx(), { id, version: (await bib(id)).version });

test('a picture that the kept title was given after the merging stays its own when the other one is restored', async () => {
  const [keep, drop] = [await aBook(), await aBook()];
  await cover(drop, '#7d2a20');
  await merge(keep, drop);
  await cover(keep, '#205a7d');
  const { coverKey } = await bib(keep);
  await restore(drop);
  expect((await bib(keep)).coverKey).toBe(coverKey);
  expect((await bib(drop)).coverKey).toBeNull();
});

test('of titles that were merged one into the next the last is restored first: none comes back without its copies', async () => {
  const [first, second, third] = [await aBook(), await aBook(), await aBook()];
  const { barcode } = await makeItem(t.ctx(), { bibId: first, libraryId });
  await t.db.updateTable('bib').set({ loanCount: 4 }).where('id', '=', first).execute();
  await merge(second, first);
  await merge(third, second);
  expect(await outcome(restore(first))).toBe('catalog.bib_merged_further');
  await restore(second);
  await restore(first);
  expect((await listItemsOfBib(t.ctx(), first)).map((one) => one.barcode)).toEqual([barcode]);
  const counts = [];
  for (const id of [first, second, third]) counts.push((await bib(id)).loanCount);
  expect(counts).toEqual([4, 0, 0]);
});

test('a title for which readers wait, or of which one has a file, is not deleted under them', async () => {
  const id = await aBook();
  const item = await makeItem(t.ctx(), { bibId: id, libraryId });
  const memberNumber = await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  await t.db.updateTable('item').set({ status: 'repair' }).where('id', '=', item.id).execute();
  const hold = await placeHold({ ...t.ctx(), libraryId }, { memberNumber, bibId: id, pickupLibraryId: libraryId });
  await withdrawItem(t.ctx(), { id: item.id, version: (await getItem(t.ctx(), item.id)).version, reason: 'Rusak' });
  const erase = async () =>
    deleteBib(t.ctx(), { id, version: (await bib(id)).version, reason: 'Eksemplar terakhir sudah disiangi' });
  expect(await refusal(erase())).toMatchObject({ code: 'catalog.bib_waited_for', params: { count: 1 } });
  await cancelHold(t.ctx(), hold.id);
  const pdf = new File(['%PDF-1.7\n%%EOF'], 'a.pdf');
  await addLicensedFile(t.ctx(), t.storage, { bibId: id, title: 'Naskah', copies: 1, loanDays: 7 }, pdf);
  const file = await t.db.selectFrom('attachment').select('id').where('bibId', '=', id).executeTakeFirstOrThrow();
  const { id: memberId } = await t.db
    .selectFrom('member')
    .select('id')
    .where('number', '=', memberNumber)
    .executeTakeFirstOrThrow();
  await borrowFile(
    t.ctx({ kind: 'member', id: memberId, number: memberNumber, name: 'Siti Aminah', sessionId: 1 }),
    file.id,
  );
  expect(await refusal(erase())).toMatchObject({ code: 'catalog.bib_waited_for', params: { count: 1 } });
  t.clock.set('2026-12-25T10:00:00+07:00');
  await erase();
});
