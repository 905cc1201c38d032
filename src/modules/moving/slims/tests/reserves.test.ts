import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelHold, checkIn, getHold, listQueue, placeHold } from '#modules/lending/circulation';
import { endSuspensions, expireHolds, remindOfHolds } from '#modules/lending/circulation/testing';
import { eraseByNumber } from '#modules/people/members/testing';
import { personalData } from '../../runs/personal-data.ts';
import { explainSaid } from '#modules/moving/runs';
import { copy, lent, loanDump, wish, type Row } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf, type Moved } from './run-migration.ts';

const { t, settleIn, move } = useMovingHouse();
const erase = async (number: string): Promise<void> => eraseByNumber(t.ctx(), personalData, number);
let libraryId: number;
beforeAll(async () => {
  libraryId = await settleIn();
});
beforeEach(() => t.clock.set('2026-11-25T10:00:00+07:00'));

const COPIES = [copy(30, 'X-0030'), copy(31, 'X-0031'), copy(40, 'Y-0040', 47)];
const LOANS = [
  lent(1, 'X-0030', 'M-13', '2026-11-02', '2026-12-01'),
  lent(2, 'Y-0040', 'M-02', '2026-11-02', '2026-12-01'),
];
/** Reservations of every kind that libraries have; what becomes of each stands in the test. */
const WISHES = [
  wish(1, 'M-14', 48, 'X-0030', '2026-11-17 09:00:00'),
  wish(2, 'm-11 ', 48, 'x-0030', '2026-11-15 09:00:30'),
  wish(3, 'TAK-ADA', 48, 'X-0030', '2026-11-16 09:00:00'),
  wish(4, 'M-02', 999_999, 'X-0999', '2026-11-16 09:00:00'),
  wish(5, 'M-11', 48, 'X-0031', '2026-11-16 10:00:00'),
  wish(6, 'M-13', 48, 'X-0030', '2026-11-16 11:00:00'),
  wish(7, 'M-03', 47, 'X-0031', '2026-11-16 12:00:00'),
  wish(8, 'M-04', 48, 'X-0031', '2019-01-01 00:00:00'),
  wish(9, 'M-05', 48, 'X-0031', '2026-11-24 09:00:00'),
  wish(10, 'M-12', 47, '', '0000-00-00 00:00:00'),
  wish(11, 'A-0007', 47, 'HILANG', '9999-12-31 23:59:59'),
  wish(11, 'M-04', 47, 'Y-0040', '2026-11-24 09:00:00'),
  wish(12, 'M-04', 48, '', '2026-11-01 00:00:00'),
];
const dumpOf = (reserve: readonly Row[], more: Readonly<Record<string, readonly Row[]>> = {}): string =>
  loanDump({ item: COPIES, loan: LOANS, reserve, ...more });

const desk = () => ({ ...t.ctx(), libraryId });
async function bibOf(title: string): Promise<number> {
  return (await t.db.selectFrom('bib').select('id').where('title', '=', title).executeTakeFirstOrThrow()).id;
}
const queueOf = async (title: string) => listQueue(t.ctx(), await bibOf(title));
const readersOf = async (title: string): Promise<string[]> =>
  (await queueOf(title)).map(({ memberNumber }) => memberNumber);
const saidOf = ({ said }: Moved, id: number): string[] =>
  said.flatMap((one) =>
    one.table === 'reserve' && one.key === `reserve_id=${id}` ? [`${one.fate}: ${explainSaid(one, 'en')}`] : [],
  );
const notices = async () => t.db.selectFrom('notification').select(['topic', 'memberId']).execute();

describe('who waits', () => {
  let moved: Moved;
  beforeAll(async () => {
    t.clock.set('2026-11-25T10:00:00+07:00');
    const trial = await move(dumpOf(WISHES), { dryRun: true });
    expect(await t.db.selectFrom('hold').select('id').execute()).toEqual([]);
    moved = await move(dumpOf(WISHES));
    expect(fatesOf(trial, 'reserve')).toEqual(fatesOf(moved, 'reserve'));
    expect(trial.said.filter(({ table }) => table === 'reserve')).toEqual(
      moved.said.filter(({ table }) => table === 'reserve'),
    );
  });

  test('every row is accounted for', () => {
    expect(fatesOf(moved, 'reserve')).toEqual([13, 6, 1, 6, 0]);
  });

  test('stands in the queue of the title, the first day first, whatever the number', async () => {
    expect(await readersOf('Penampung 48')).toEqual(['M-11', 'M-14', 'M-05']);
    expect(await readersOf('Penampung 47')).toEqual(['M-03', 'M-12', 'A-0007']);
    const [first] = await queueOf('Penampung 48');
    expect(first?.placedAt).toEqual(new Date('2026-11-15T09:00:30+07:00'));
    expect(first).toMatchObject({ placedBy: 'SLiMS', status: 'queued', wantedBarcode: null });
  });

  test('what did not come is said', () => {
    expect(saidOf(moved, 3)).toEqual(['refused: The member did not come']);
    expect(saidOf(moved, 4)).toEqual(['refused: Its title is not in this dump, was refused, or has been deleted here']);
    expect(saidOf(moved, 5)).toEqual(['merged: The same member reserved the same title twice; one with number 2']);
    expect(saidOf(moved, 6)).toEqual(['refused: The member has this title at home already']);
    expect(saidOf(moved, 7)).toEqual([
      'told: The copy that was reserved is not of this title; the member waits for the title',
    ]);
    const over = 'refused: More than 7 days old while the book is on the shelf; this reservation is over';
    expect([saidOf(moved, 8), saidOf(moved, 12)]).toEqual([[over], [over]]);
    expect(saidOf(moved, 10)).toEqual(['told: The day of the reservation makes no sense; last in the queue']);
    expect(saidOf(moved, 11)).toEqual([
      'refused: A row before this one has the same number',
      'told: The day of the reservation makes no sense; last in the queue',
    ]);
    expect(moved.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
  });

  test('nobody gets a letter in the night', async () => {
    for (const day of ['2026-11-25T23:00:00+07:00', '2026-12-24T23:00:00+07:00']) {
      t.clock.set(day);
      await endSuspensions(t.ctx());
      await expireHolds(t.ctx());
      await remindOfHolds(t.ctx());
    }
    expect(await notices()).toEqual([]);
    expect(await readersOf('Penampung 48')).toEqual(['M-11', 'M-14', 'M-05']);
  });

  test('a copy that comes back goes to the next in the queue, who is told', async () => {
    const { placement } = await checkIn(desk(), { itemBarcode: 'X-0030' });
    expect(placement).toMatchObject({ kind: 'hold_shelf', hold: { memberNumber: 'M-11', itemBarcode: 'X-0030' } });
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', 'M-11').executeTakeFirstOrThrow();
    expect(await notices()).toEqual([{ topic: 'hold_waiting', memberId: id }]);
    const queue = (await queueOf('Penampung 48')).map((hold) => `${hold.memberNumber} ${hold.status}`);
    expect(queue).toEqual(['M-11 waiting', 'M-14 queued', 'M-05 queued']);
  });
});

describe('again', () => {
  test('a second run brings nothing, not even what has ended here since', async () => {
    const [, second] = await queueOf('Penampung 47');
    await cancelHold(desk(), second?.id ?? 0);
    const before = await t.db.selectFrom('hold').selectAll().orderBy('id').execute();
    const again = await move(dumpOf(WISHES));
    expect(fatesOf(again, 'reserve')).toEqual([13, 0, 1, 6, 6]);
    expect(await t.db.selectFrom('hold').selectAll().orderBy('id').execute()).toEqual(before);
  });

  test('a later dump adds its own behind who waits here', async () => {
    await placeHold(desk(), { memberNumber: 'M-13', bibId: await bibOf('Penampung 47'), pickupLibraryId: libraryId });
    const later = [
      ...WISHES,
      wish(20, 'M-13', 47, 'Y-0040', '2026-11-18 08:00:00'),
      wish(21, 'M-14', 47, 'Y-0040', '2026-11-18 09:00:00'),
    ];
    const moved = await move(dumpOf(later));
    expect(fatesOf(moved, 'reserve')).toEqual([15, 1, 2, 6, 6]);
    expect(saidOf(moved, 20)).toEqual(['merged: This member waits for that title here already']);
    expect(await readersOf('Penampung 47')).toEqual(['M-03', 'A-0007', 'M-13', 'M-14']);
    expect(fatesOf(await move(dumpOf(later)), 'reserve')).toEqual([15, 0, 1, 6, 8]);
  });

  test('a run that was ended among the reservations goes on as if it had been one', async () => {
    const members = ['M-02', 'M-03', 'M-04'];
    const biblio = Array.from({ length: 201 }, (_, i) => ({
      ...{ biblio_id: 300 + i, title: `Judul ${i}`, language_id: 'id', frequency_id: 0 },
    }));
    const reserve = Array.from({ length: 603 }, (_, i) =>
      wish(1000 + i, members[i % 3] ?? '', 300 + Math.floor(i / 3), '', '2026-11-20 08:00:00'),
    );
    const dump = dumpOf(reserve, { biblio });
    await expect(move(dump, {}, ['reserve', 500])).rejects.toThrow();
    const rest = await move(dump);
    expect(fatesOf(rest, 'reserve')).toEqual([603, 103, 0, 0, 500]);
    expect(await readersOf('Judul 199')).toEqual(members);
  });

  test('the title was merged into another here, or the member has been erased: the queue follows, or it is said', async () => {
    const [keep, drop] = [await bibOf('Judul 1'), await bibOf('Judul 2')];
    await t.db
      .updateTable('bib')
      .set({ deletedAt: t.clock.now(), deletedReason: 'duplicate', mergedIntoId: keep })
      .where('id', '=', drop)
      .execute();
    await erase('M-14');
    const at = '2026-11-21 08:00:00';
    const more = [wish(2000, 'M-05', 302, '', at), wish(2001, 'M-05', 301, '', at), wish(2002, 'M-14', 301, '', at)];
    const later = dumpOf(more, { biblio: [301, 302].map((id) => ({ biblio_id: id, title: `Judul ${id - 300}` })) });
    const trial = await move(later, { dryRun: true });
    expect(saidOf(trial, 2002)).toEqual(['refused: The member did not come']);
    const moved = await move(later);
    expect(fatesOf(moved, 'reserve')).toEqual([3, 1, 1, 1, 0]);
    expect(saidOf(moved, 2001)).toEqual(['merged: This member waits for that title here already']);
    expect(saidOf(moved, 2002)).toEqual(['refused: The member did not come']);
    const one = (await queueOf('Judul 1')).find(({ memberNumber }) => memberNumber === 'M-05');
    expect(await getHold(t.ctx(), one?.id ?? 0)).toMatchObject({ bibId: keep });
  });
});
