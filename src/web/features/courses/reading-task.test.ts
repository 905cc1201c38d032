import { beforeAll, expect, test } from 'vitest';
import type { Library } from '#modules/ground/libraries';
import { UNTOUCHED } from '#modules/learning/courses';
import type { ShownTask } from '#modules/learning/courses/client';
import { makeBib } from '#modules/collection/catalog/testing';
import { useHoldStage } from '../../../../tests/support/hold-stage.ts';
import { readingView, reserveListed } from './reading-task.server.ts';

const stage = useHoldStage();
const { t, title, wanted, member, asMember } = stage;
let gedog: Library;
beforeAll(() => {
  ({ gedog } = stage.libraries());
});
const guest = () => t.ctx({ kind: 'anonymous' });
const listOf = (...bibIds: (number | null)[]): Extract<ShownTask, { kind: 'reading' }> => ({
  ...{ id: 5, kind: 'reading', prompt: 'Pilih', language: 'id', hints: [], moreHints: 0, standing: UNTOUCHED },
  left: null,
  books: bibIds.map((bibId, at) => ({ bibId, title: `Buku ${at}`, why: '' })),
});
const at = { path: '/kelas/cek-dulu/buku', classLibrary: null };

test('whoever has a card reserves a book where they read of it, and sees afterwards how that stands', async () => {
  const { bibId } = await wanted(1);
  const bare = await makeBib(t.ctx(), { title: 'Tanpa eksemplar', ddc: '800', year: 2020 });
  const me = await asMember(await member());
  const before = await readingView(me, listOf(bibId, bare, null), at);
  expect(before).toMatchObject({ signIn: '', pupil: '' });
  // what no library has, and what is no record of ours, nobody can reserve
  expect(before.books.map(({ mayReserve, own }) => [mayReserve, own])).toEqual([
    [true, null],
    [false, null],
    [false, null],
  ]);
  expect(before.places.map(({ value }) => value)).toContain(before.pickup);
  const about = { bibId, title: 'Laskar Pelangi', pickup: String(gedog.id), requestKey: null };
  const said = await reserveListed(me, about);
  expect(said).toContain('“Laskar Pelangi”');
  expect(said).toContain('ke-2');
  expect(said).toContain('Perpustakaan Kelurahan Gedog');
  const [after] = (await readingView(me, listOf(bibId), at)).books;
  expect(after?.mayReserve).toBe(false);
  expect(after?.own?.words).toContain('Perpustakaan Kelurahan Gedog');
  // reserved already, lent to them already: in the words of lending
  await expect(reserveListed(me, about)).rejects.toMatchObject({ code: 'circulation.hold_per_title_reached' });
  const { bibId: lentId, loan } = await wanted(0);
  await expect(reserveListed(await asMember(loan.memberNumber), { ...about, bibId: lentId })).rejects.toMatchObject({
    code: 'circulation.hold_on_loan_to_member',
  });
});

test('nobody who is not signed in reserves: they are shown the way, a pupil of a class how the class gets it, staff nothing', async () => {
  const { bibId } = await title(gedog);
  const asked = await readingView(guest(), listOf(bibId), at);
  expect(asked.signIn).toBe(`/masuk?lanjut=${encodeURIComponent('/kelas/cek-dulu/buku')}`);
  expect(asked.books).toEqual([{ own: null, mayReserve: false }]);
  const pupil = await readingView(guest(), listOf(bibId), { ...at, classLibrary: gedog.id });
  expect(pupil.signIn).toBe('');
  expect(pupil.pupil).toContain('Perpustakaan Kelurahan Gedog');
  expect(await readingView(t.ctx(), listOf(bibId), at)).toMatchObject({ signIn: '', pupil: '', places: [] });
  // a list without a record of ours has nothing to sign in for
  expect(await readingView(guest(), listOf(null), at)).toMatchObject({ signIn: '', pupil: '' });
  await expect(
    reserveListed(guest(), { bibId, title: 'x', pickup: String(gedog.id), requestKey: null }),
  ).rejects.toMatchObject({ status: 401 });
});
