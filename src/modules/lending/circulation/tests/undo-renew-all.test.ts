import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { useHoldStage } from '../../../../../tests/support/hold-stage.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { wholeDatabase } from '../../../../../tests/support/whole-database.ts';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { systemCtx } from '#platform/context';
import { createMember, linkChild } from '#modules/people/members';
import {
  checkIn,
  checkOut,
  createPolicy,
  getLoan,
  placeHold,
  renewAllLoans,
  renewLoan,
  undoRenewAll,
  undoRenewal,
} from '../index.ts';
import { remindLoans } from '../loans/remind-loans.ts';

/** What one press has renewed, one press takes back. The clock of these tests ticks. */
const stage = useHoldStage();
const { t, desk, member, title, code, asMember } = stage;
let many: Db;
beforeAll(async () => {
  const { kota } = stage.libraries();
  await createPolicy(t.ctx(), { libraryId: kota.id, maxLoans: 9, maxRenewals: 2, loanLength: 7, renewalLength: 7 });
  many = openDb(poolConfig(t.address, 8)).db;
});
afterAll(async () => many.destroy());

interface Lent {
  number: string;
  barcodes: string[];
  bibIds: number[];
  loanIds: number[];
}
/** A member of an age; children have a guardian. */
async function person(birthDate: string): Promise<string> {
  const input = { fullName: 'Dimas Aji', category: 'umum', homeLibrary: 'KOTA', birthDate };
  return (await createMember(desk(), { ...input, guardianName: birthDate > '2008' ? 'Bu Dewi' : '' })).number;
}
/** A member with so many books. */
async function lent(count: number, number?: string): Promise<Lent> {
  const { kota } = stage.libraries();
  const all: Lent = { number: number ?? (await member()), barcodes: [], bibIds: [], loanIds: [] };
  for (let n = 0; n < count; n += 1) {
    const { bibId, barcodes } = await title(kota);
    const itemBarcode = barcodes[0] ?? '';
    const { loan } = await checkOut(desk(), { memberNumber: all.number, itemBarcode });
    all.barcodes.push(itemBarcode);
    all.bibIds.push(bibId);
    all.loanIds.push(loan.id);
  }
  return all;
}
async function renewedAll(ctx: Parameters<typeof renewAllLoans>[0], memberNumber: string): Promise<string> {
  const { together } = await renewAllLoans(ctx, memberNumber);
  if (together === null) throw new Error('nothing was renewed');
  return together;
}
const why = ({ refused }: Awaited<ReturnType<typeof undoRenewAll>>): string[] => refused.map(({ error }) => error.code);

test('all renewals of the press go, with their days, their counts and the reminders as they were', async () => {
  const { number, loanIds } = await lent(3);
  t.clock.set('2026-11-30T09:00:00+07:00');
  await remindLoans(systemCtx(t.db, t.clock, 'uji'));
  const before = await wholeDatabase(t.db);
  const together = await renewedAll(desk(), number);
  expect(await wholeDatabase(t.db)).not.toEqual(before);
  const { undone, refused } = await undoRenewAll(desk(), { memberNumber: number, together });
  expect([undone.map(({ id }) => id).toSorted(), refused]).toEqual([loanIds, []]);
  expect(undone.map(({ renewalCount }) => renewalCount)).toEqual([0, 0, 0]);
  expect(await wholeDatabase(t.db)).toEqual(before);
  const traces = await t.db
    .selectFrom('auditEvent')
    .select('entityId')
    .where('action', '=', 'loan.renewal_undone')
    .where('entityId', 'in', loanIds.map(String))
    .execute();
  expect(traces).toHaveLength(3);
});

test('what was renewed before by another press stays renewed', async () => {
  const { number, loanIds } = await lent(2);
  await renewLoan(desk(), { loanId: loanIds[0] ?? 0 });
  await undoRenewAll(desk(), { memberNumber: number, together: await renewedAll(desk(), number) });
  const counts = await Promise.all(loanIds.map(async (id) => (await getLoan(desk(), id)).renewalCount));
  expect(counts).toEqual([1, 0]);
});

test('where nothing was renewed there is nothing to take back', async () => {
  const { number } = await lent(1);
  await renewAllLoans(desk(), number);
  await renewAllLoans(desk(), number);
  expect(await renewAllLoans(desk(), number)).toMatchObject({ renewed: [], together: null });
});

describe('a loan that has gone on since stays as it is, and says why', () => {
  test('returned, renewed again, reserved by somebody, taken back by itself', async () => {
    const { number, barcodes, bibIds, loanIds } = await lent(5);
    const together = await renewedAll(desk(), number);
    await checkIn(desk(), { itemBarcode: barcodes[0] ?? '' });
    await renewLoan(desk(), { loanId: loanIds[1] ?? 0 });
    const { kota } = stage.libraries();
    await placeHold(desk(), { memberNumber: await member(), bibId: bibIds[2] ?? 0, pickupLibraryId: kota.id });
    await undoRenewal(desk(), loanIds[3] ?? 0);
    const said = await undoRenewAll(desk(), { memberNumber: number, together });
    expect(said.undone.map(({ id }) => id)).toEqual([loanIds[4]]);
    expect(why(said).toSorted()).toEqual([
      'circulation.undo_overtaken',
      'circulation.undo_overtaken',
      'circulation.undo_wanted',
    ]);
    expect(await getLoan(desk(), loanIds[1] ?? 0)).toMatchObject({ renewalCount: 2 });
    expect(await getLoan(desk(), loanIds[2] ?? 0)).toMatchObject({ renewalCount: 1 });
  });

  test('after ten minutes, over midnight too', async () => {
    t.clock.set('2026-11-25T23:55:00+07:00');
    const { number } = await lent(2);
    const together = await renewedAll(desk(), number);
    t.clock.set('2026-11-26T00:04:00+07:00');
    const one = await lent(1);
    const late = await renewedAll(desk(), one.number);
    expect((await undoRenewAll(desk(), { memberNumber: number, together })).undone).toHaveLength(2);
    t.clock.set('2026-11-26T00:15:30+07:00');
    expect(why(await undoRenewAll(desk(), { memberNumber: one.number, together: late }))).toEqual([
      'circulation.undo_too_late',
    ]);
  });
});

test('pressed again there is nothing left; two at once take it back once', async () => {
  const { number, loanIds } = await lent(2);
  const together = await renewedAll(desk(), number);
  const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
  const held = await holdRow(t, 'member', id);
  const press = async () => undoRenewAll({ ...desk(), db: many }, { memberNumber: number, together });
  const both = Promise.all([press(), press()]);
  await held.waitedFor(2);
  await held.letGo();
  const undone = (await both).flatMap((said) => said.undone.map((loan) => loan.id));
  expect(undone.toSorted()).toEqual(loanIds);
  await expect(press()).rejects.toEqual(code('undo_overtaken'));
});

describe('who may', () => {
  test('the account that did it; not another, nor for another member', async () => {
    const { number } = await lent(1);
    const together = await renewedAll(desk(), number);
    const { kota } = stage.libraries();
    const colleague = { ...t.ctx({ id: 2 }), libraryId: kota.id };
    expect(why(await undoRenewAll(colleague, { memberNumber: number, together }))).toEqual([
      'circulation.undo_not_yours',
    ]);
    await expect(undoRenewAll(desk(), { memberNumber: await member(), together })).rejects.toEqual(
      code('undo_overtaken'),
    );
    const reader = t.ctx({ id: 1, grants: [{ libraryId: null, permissions: ['loans.read'] }] });
    expect(await outcome(undoRenewAll(reader, { memberNumber: number, together }))).toBe('platform.forbidden');
    for (const absurd of ['', 'x'.repeat(200_000), '\0', "' or 1=1 --", '00000000-0000-0000-0000-000000000000']) {
      await expect(undoRenewAll(desk(), { memberNumber: number, together: absurd })).rejects.toEqual(
        code('undo_overtaken'),
      );
    }
  });

  test('a reader what they renewed themselves, not what the desk did', async () => {
    const { number, loanIds } = await lent(2);
    const [own, stranger] = [await asMember(number), await asMember(await member())];
    const before = await wholeDatabase(t.db);
    const together = await renewedAll(own, number);
    expect(await outcome(undoRenewAll(stranger, { memberNumber: number, together }))).toBe('platform.forbidden');
    expect(why(await undoRenewAll(desk(), { memberNumber: number, together }))).toEqual([
      'circulation.undo_not_yours',
      'circulation.undo_not_yours',
    ]);
    expect((await undoRenewAll(own, { memberNumber: number, together })).undone).toHaveLength(2);
    expect(await wholeDatabase(t.db)).toEqual(before);
    const desks = await renewedAll(desk(), number);
    expect(why(await undoRenewAll(own, { memberNumber: number, together: desks }))).toEqual([
      'circulation.undo_not_yours',
      'circulation.undo_not_yours',
    ]);
    expect((await getLoan(desk(), loanIds[0] ?? 0)).renewalCount).toBe(1);
  });

  test('a guardian for the child, as long as they are linked', async () => {
    const [guardian, child] = [await person('1988-02-03'), await person('2016-05-06')];
    await linkChild(desk(), guardian, { child, relation: 'ibu', channel: 'desk' });
    await lent(2, child);
    const mother = await asMember(guardian);
    const together = await renewedAll(mother, child);
    expect((await undoRenewAll(mother, { memberNumber: child, together })).undone).toHaveLength(2);
  });
});
