import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemCtx } from '#platform/context';
import { balanceOf } from '#modules/lending/charges';
import { loanLinkRetention } from '#modules/lending/circulation/testing';
import { remindLoans } from '../../../lending/circulation/loans/remind-loans.ts';
import { insertCarried } from '../../engine/data/carried.queries.ts';
import { memberKey } from '#shared/moving/member-key';
import { back, copy, DIRTY, fine, lent, loanDump, MEMBERS } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf as fates } from './run-migration.ts';

const { t, settleIn, move } = useMovingHouse();
beforeAll(async () => {
  await settleIn();
});
beforeEach(() => t.clock.set('2026-11-25T10:00:00+07:00'));

const of = (i: number): string => MEMBERS[i % MEMBERS.length] ?? '';
/** Copies that were lent and brought back again and again, and are out now; every second return was fined. */
const many = (from: number, count: number) => ({
  item: Array.from({ length: count }, (_, i) => copy(from + i, `B-${from + i}`)),
  loan: Array.from({ length: count * 3 }, (_, i) => {
    const code = `B-${from + (i % count)}`;
    const round = Math.floor(i / count);
    const id = from * 3 + i;
    return round === 2
      ? lent(id, code, of(i), '2026-11-20', '2026-11-27')
      : back(id, code, of(i), `2025-0${round + 1}-06`, `2025-0${round + 1}-13`, `2025-0${round + 1}-15`);
  }),
  fines: Array.from({ length: count }, (_, i) =>
    fine(from + i, of(i), {
      ...{ fines_date: '2025-01-15', debet: 1000, credit: i % 2 === 0 ? 1000 : 0 },
      description: `Denda terlambat untuk eksemplar B-${from + i}`,
    }),
  ),
});

async function house() {
  const loans = await t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select(['item.barcode', 'member.number', 'loan.status', 'loan.loanedAt', 'loan.dueAt', 'loan.returnedAt'])
    .orderBy('item.barcode')
    .orderBy('loan.loanedAt')
    .orderBy('loan.id')
    .execute();
  const lines = await t.db
    .selectFrom('chargeLine')
    .innerJoin('member', 'member.id', 'chargeLine.memberId')
    .select(['member.number', 'chargeLine.kind', 'chargeLine.amount', 'chargeLine.note'])
    .orderBy('member.number')
    .orderBy('chargeLine.id')
    .execute();
  const out = await t.db.selectFrom('item').select('barcode').where('onLoan', '=', true).orderBy('barcode').execute();
  const counts = await t.db.selectFrom('bib').select(['title', 'loanCount']).orderBy('title').execute();
  return { loans, lines, out, counts };
}

describe('again', () => {
  test('a second run brings nothing twice, and says so', async () => {
    await move(loanDump(DIRTY));
    const before = await house();
    const again = await move(loanDump(DIRTY));
    expect(await house()).toEqual(before);
    expect(fates(again, 'loan')).toEqual([25, 0, 1, 6, 18]);
    expect(fates(again, 'loan_history')).toEqual([5, 0, 2, 1, 2]);
    expect(fates(again, 'fines')).toEqual([12, 0, 0, 3, 9]);
    expect(again.report.money).toMatchObject({
      carried: { debet: 0, credit: 0 },
      known: { debet: 29_500, credit: 14_000 },
      booked: 0,
    });
    expect(fates(await move(loanDump(DIRTY), { dryRun: true }), 'loan')).toEqual(fates(again, 'loan'));
  });

  test('a copy that is out here and was lent to somebody else there: somebody has to look', async () => {
    const later = { ...DIRTY, loan: [lent(90, 'X-0030', 'M-14', '2026-11-24', '2026-12-01')] };
    const moved = await move(loanDump(later));
    expect(fates(moved, 'loan')).toEqual([1, 0, 0, 1, 0]);
    expect(moved.said.filter(({ table }) => table === 'loan')).toEqual([
      {
        table: 'loan',
        key: 'loan_id=90',
        fate: 'refused',
        code: 'settle_copy_out',
        params: { barcode: 'X-0030', member: 'M-14', due: '2026-12-01' },
      },
    ]);
  });

  test('a run that was ended among the loans, and again among the fines, goes on as if it had been one', async () => {
    const [first, second] = [many(1000, 1200), many(5000, 1200)];
    const before = await house();
    await move(loanDump(first));
    const atOnce = await house();
    await expect(move(loanDump(second), {}, ['loan', 1000])).rejects.toThrow();
    const half = await house();
    expect(half.loans.length - atOnce.loans.length).toBe(1000);
    await expect(move(loanDump(second), {}, ['fines', 1])).rejects.toThrow();
    const rest = await move(loanDump(second));
    expect(fates(rest, 'loan')).toEqual([3600, 0, 0, 0, 3600]);
    const after = await house();
    // the copies of the second dump are other copies; all else is the same
    const shape = (all: Awaited<ReturnType<typeof house>>, less: Awaited<ReturnType<typeof house>>) => ({
      loans: all.loans.length - less.loans.length,
      lines: all.lines.length - less.lines.length,
      owed:
        all.lines.reduce((sum, { amount }) => sum + amount, 0) -
        less.lines.reduce((sum, { amount }) => sum + amount, 0),
      out: all.out.length - less.out.length,
      lent: all.counts.map(({ loanCount }, i) => loanCount - (less.counts[i]?.loanCount ?? 0)),
    });
    expect(shape(after, atOnce)).toEqual(shape(atOnce, before));
    expect(shape(after, atOnce)).toMatchObject({ loans: 3600, lines: 1800, owed: 600_000, out: 1200 });
  });

  test('a copy that stands here already under its title has its loans', async () => {
    await move(loanDump({ ...DIRTY, item: [copy(930, 'Z-0930')], loan: [], loan_history: [], fines: [] }));
    // entered anew in SLiMS, so with another number
    const anew = { item: [copy(931, 'Z-0930')], loan: [lent(930, 'Z-0930', 'M-13', '2026-11-20', '2026-11-27')] };
    const moved = await move(loanDump({ ...DIRTY, ...anew, loan_history: [], fines: [] }));
    expect(fates(moved, 'item')).toEqual([1, 0, 1, 0, 0]);
    expect(fates(moved, 'loan')).toEqual([1, 1, 0, 0, 0]);
  });

  test('of a copy that SLiMS has lost the newest loan runs on, though an older one stands there twice', async () => {
    const older = lent(940, 'HILANG-9', 'M-02', '2026-11-01', '2026-11-08');
    const loan = [older, { ...older, loan_id: 941 }, lent(942, 'HILANG-9', 'M-03', '2026-11-10', '2026-11-17')];
    const moved = await move(loanDump({ ...DIRTY, item: [], loan, loan_history: [], fines: [] }));
    expect(fates(moved, 'loan')).toEqual([3, 1, 1, 1, 0]);
    const out = (await house()).loans.filter(({ barcode }) => barcode === 'HILANG-9');
    expect(out).toMatchObject([{ number: 'M-03', status: 'open' }]);
  });

  test('no copy is made for whoever came and is not here any more', async () => {
    const gone = lent(950, 'HILANG-77', 'M-77', '2026-11-10', '2026-11-17');
    const { id } = await t.db.selectFrom('library').select('id').executeTakeFirstOrThrow();
    const source = String(id);
    await t.db.transaction().execute(async (trx) => {
      await insertCarried(trx, { source, runId: null }, 'member', [
        { slimsId: memberKey(source, 'M-77'), becameId: 987_654 },
      ]);
    });
    const titles = async () => t.db.selectFrom('bib').select('id').where('hidden', '=', true).execute();
    const before = await titles();
    const moved = await move(loanDump({ ...DIRTY, item: [], loan: [gone], loan_history: [], fines: [] }));
    expect(moved.said.filter(({ table }) => table === 'loan')).toMatchObject([{ fate: 'refused' }]);
    expect(await titles()).toEqual(before);
  });

  test('a loan that the house does not take costs no other', async () => {
    const dump = loanDump(many(9000, 20));
    // some of the twenty that were due on that day
    await sql`alter table loan add constraint uji
      check (due_at <> '2025-02-13T23:59:59+07:00' or member_id % 9 > 3) not valid`.execute(t.db);
    const moved = await move(dump);
    await t.db.schema.alterTable('loan').dropConstraint('uji').execute();
    const [rows = 0, carried = 0, , refused = 0] = fates(moved, 'loan');
    expect([rows, carried + refused]).toEqual([60, 60]);
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(20);
    expect(moved.said.filter(({ code }) => code === 'saving_refused')).toHaveLength(refused);
    expect(fates(await move(dump), 'loan')).toEqual([60, refused, 0, 0, carried]);
  });
});

describe('the first mornings', () => {
  const remind = async () => remindLoans(systemCtx(t.db, t.clock, 'circulation.remind'));

  test('nobody gets a letter for what the old system knew; what comes after is said', async () => {
    await t.db.deleteFrom('notification').execute();
    const told = async () =>
      (
        await t.db
          .selectFrom('notification')
          .innerJoin('member', 'member.id', 'notification.memberId')
          .select(['notification.topic', 'member.number'])
          .where('notification.about', 'in', await aboutDirty())
          .orderBy('notification.id')
          .execute()
      ).map(({ topic, number }) => `${number} ${topic}`);
    await remind();
    expect(await told()).toEqual(['M-03 overdue_1']);
    t.clock.set('2026-11-26T10:00:00+07:00');
    await remind();
    // loans due on the 27th: a day before
    expect((await told()).slice(1).toSorted()).toEqual(
      ['A-0007 before_due', 'A-0007 before_due', 'M-04 before_due', 'M-04 before_due', 'M-12 before_due'].toSorted(),
    );
  });

  /** Those of the first dump, by what notices call them. */
  async function aboutDirty(): Promise<string[]> {
    const rows = await t.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .select('loan.id')
      .where('item.barcode', 'like', 'X-%')
      .execute();
    return rows.map(({ id }) => `loan:${id}`);
  }

  test('who read what is let go in its time, as of loans made here', async () => {
    await loanLinkRetention.clear(t.ctx(), new Date('2026-08-27T00:00:00Z'), t.storage);
    const rows = await t.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .select(['item.barcode', 'loan.memberId', 'loan.status'])
      .where('item.barcode', 'in', ['X-0031', 'X-0041', 'X-0042'])
      .orderBy('item.barcode')
      .execute();
    expect(rows.map(({ barcode, memberId, status }) => [barcode, memberId !== null, status])).toEqual([
      ['X-0031', false, 'returned'],
      ['X-0031', false, 'returned'],
      ['X-0031', false, 'returned'],
      // money is owed for it
      ['X-0041', true, 'returned'],
      ['X-0042', true, 'open'],
    ]);
    const { id = 0 } =
      (await t.db.selectFrom('member').select('id').where('number', '=', 'M-04').executeTakeFirst()) ?? {};
    const before = await balanceOf(t.db, id);
    await move(loanDump(DIRTY));
    expect(await balanceOf(t.db, id)).toBe(before);
  });
});
