import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode, setItemStatus, updateItem } from '#modules/collection/catalog';
import type { Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { checkIn, checkOut, countReading, createPolicy, readingToday, uncountReading } from '../index.ts';
import { loanLinkRetention, readingCounts } from '../testing.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
  await createPolicy(t.ctx(), { libraryId: kota.id, maxLoans: 9, loanLength: 7 });
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});
const desk = (library = kota) => ({ ...t.ctx({ id: 1 }), libraryId: library.id });
/** An account that holds just these permissions, everywhere. */
const holding = (...permissions: string[]): Ctx & { libraryId: number } => ({
  ...t.ctx({ id: 1, grants: [{ libraryId: null, permissions }] }),
  libraryId: kota.id,
});
const wrong = (field: string, why: string) =>
  expect.objectContaining({ code: 'platform.invalid_input', fields: { [field]: why } }) as unknown;
const refused = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;
const copy = async (part: { itemType?: string } = {}) =>
  makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: `B-${++serial}`, libraryId: kota.id, ...part });
const member = async () =>
  makeMember(t.ctx(), { fullName: 'Dimas Aji', number: `A${++serial}`, homeLibrary: 'KOTA', expiresOn: '2026-12-31' });
const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code.replace('circulation.', ''));

describe('a due date that the desk sets', () => {
  const lend = async (due: { on: string; reason: string }, ctx: Ctx = desk(), onSite = false) =>
    checkOut(ctx, { memberNumber: await member(), itemBarcode: await copy(), libraryId: kota.id, due, onSite });

  test('holds instead of rules and card, and the trace says why', async () => {
    const { loan, notices } = await lend({ on: '2027-01-15', reason: 'Lomba menulis' });
    expect(loan.dueAt.toISOString().slice(0, 16)).toBe('2027-01-15T16:59');
    expect(codes(notices)).toEqual([]);
    const { after } = await t.db
      .selectFrom('auditEvent')
      .select('after')
      .where('action', '=', 'loan.checked_out')
      .where('entityId', '=', String(loan.id))
      .executeTakeFirstOrThrow();
    expect(after).toMatchObject({ dueReason: 'Lomba menulis' });
  });

  test('and its reason is forgotten with the reader', async () => {
    const { loan } = await lend({ on: '2027-01-15', reason: 'Ibunya sakit' });
    await checkIn(desk(), { itemBarcode: loan.itemBarcode });
    await loanLinkRetention.clear(t.ctx(), new Date('2027-06-01T00:00:00Z'), t.storage);
    const trace = await t.db
      .selectFrom('auditEvent')
      .select('after')
      .where('entity', '=', 'loan')
      .where('entityId', '=', String(loan.id))
      .execute();
    expect(JSON.stringify(trace)).not.toContain('Ibunya sakit');
  });

  test('on a closed day is said, and today is the earliest', async () => {
    // a Sunday
    expect(codes((await lend({ on: '2026-12-06', reason: 'Pameran' })).notices)).toEqual(['due_on_closed_day']);
    expect((await lend({ on: '2026-11-25', reason: 'Sebentar' })).loan.dueAt.toISOString()).toContain(
      '2026-11-25T16:59',
    );
  });

  test('needs a permission of its own, a reason, and a day within reach', async () => {
    const on = '2026-12-31';
    const may = holding('loans.check_out', 'loans.override');
    await expect(lend({ on, reason: 'x' }, may)).rejects.toMatchObject({ code: 'platform.forbidden' });
    await lend({ on, reason: 'x' }, holding('loans.check_out', 'loans.due_date'));
    await expect(lend({ on, reason: '  ' })).rejects.toEqual(wrong('dueReason', 'required'));
    await expect(lend({ on, reason: 'a'.repeat(200_000) })).rejects.toEqual(wrong('dueReason', 'too_long'));
    await expect(lend({ on: '2026-11-24', reason: 'x' })).rejects.toEqual(wrong('dueOn', 'past'));
    await expect(lend({ on: '9999-12-31', reason: 'x' })).rejects.toEqual(wrong('dueOn', 'invalid'));
    await expect(lend({ on: '2028-01-01', reason: 'x' })).rejects.toEqual(wrong('dueOn', 'too_late'));
    await expect(lend({ on: '2026-02-31', reason: 'x' })).rejects.toEqual(wrong('dueOn', 'invalid'));
    await expect(lend({ on, reason: 'x' }, desk(), true)).rejects.toEqual(wrong('dueOn', 'invalid'));
  });

  test('lifts no other rule', async () => {
    const itemBarcode = await copy({ itemType: 'referensi' });
    const due = { on: '2026-12-31', reason: 'x' };
    await expect(checkOut(desk(), { memberNumber: await member(), itemBarcode, due })).rejects.toEqual(
      refused('reference_only'),
    );
  });
});

test('the reason for an override is a sentence, not a book', async () => {
  const asked = { memberNumber: await member(), itemBarcode: await copy({ itemType: 'referensi' }) };
  const withReason = async (letters: number) =>
    checkOut(desk(), { ...asked, override: { reason: 'a'.repeat(letters) } });
  await expect(withReason(200_000)).rejects.toEqual(wrong('reason', 'too_long'));
  expect((await withReason(300)).loan.overrideReason).toHaveLength(300);
});

test('what a copy comes with is said when it goes out and when it comes back', async () => {
  const itemBarcode = await copy();
  const { id = 0, version = 0 } = (await findItemByBarcode(t.db, itemBarcode)) ?? {};
  const saved = await updateItem(t.ctx(), { id, version, deskNote: '  dengan CD ' });
  expect(saved.deskNote).toBe('dengan CD');
  const note = { code: 'circulation.copy_note', params: { note: 'dengan CD' } };
  expect((await checkOut(desk(), { memberNumber: await member(), itemBarcode })).notices).toEqual([note]);
  expect((await checkIn(desk(), { itemBarcode })).notices).toEqual([note]);
  await updateItem(t.ctx(), { id, version: saved.version, deskNote: '' });
  expect((await checkOut(desk(), { memberNumber: await member(), itemBarcode })).notices).toEqual([]);
});

describe('what is read in the library without a card', () => {
  const today = { from: '2026-11-25', to: '2026-11-25' };
  const counted = async (library: string, itemType: string) =>
    (await readingCounts(desk(), today)).data.find((row) => row.library === library && row.itemType === itemType);

  test('is counted by collection, beside what members read there', async () => {
    const [novel, map] = [await copy(), await copy({ itemType: 'referensi' })];
    const before = (await counted('KOTA', 'referensi'))?.counted ?? 0;
    await countReading(desk(), { itemBarcode: novel });
    await countReading(desk(), { itemBarcode: map });
    await countReading(desk(gedog), { itemBarcode: map });
    await checkOut(desk(), { memberNumber: await member(), itemBarcode: map, onSite: true });
    expect(await counted('KOTA', 'referensi')).toMatchObject({ counted: before + 1, lent: 1 });
    expect(await counted('KEL-GEDOG', 'referensi')).toMatchObject({ counted: 1, lent: 0 });
    const { uses, counts } = await readingToday(desk(gedog), gedog.id);
    expect(uses).toMatchObject([{ itemBarcode: map, title: 'Bumi Manusia' }]);
    expect(counts).toMatchObject([{ itemType: 'referensi', counted: 1 }]);
  });

  test('the echo of a scanner counts once, two desks at once too; a minute later it was read again', async () => {
    const itemBarcode = await copy();
    const [one, two] = await Promise.all([1, 2].map(async () => countReading(desk(), { itemBarcode })));
    expect(one?.id).toBe(two?.id);
    expect([one?.again, two?.again].toSorted()).toEqual([false, true]);
    t.clock.set(new Date(t.clock.now().getTime() + 61_000).toISOString());
    expect(await countReading(desk(), { itemBarcode })).toMatchObject({ again: false });
  });

  test('a clock that is set back by an hour makes no echo of what it shows as coming', async () => {
    const itemBarcode = await copy();
    await countReading(desk(), { itemBarcode });
    t.clock.set(new Date(t.clock.now().getTime() - 3_600_000).toISOString());
    expect(await countReading(desk(), { itemBarcode })).toMatchObject({ again: false });
  });

  test('a mistake is taken back, once', async () => {
    const { id } = await countReading(desk(), { itemBarcode: await copy() });
    await uncountReading(desk(), id);
    await expect(uncountReading(desk(), id)).rejects.toEqual(refused('reading_not_found'));
  });

  test('what is out, gone or withdrawn is taken in first; nobody counts without the permission', async () => {
    const [out, lost, here] = [await copy(), await copy(), await copy()];
    await checkOut(desk(), { memberNumber: await member(), itemBarcode: out });
    await t.db.transaction().execute(async (trx) => {
      await setItemStatus(trx, desk(), (await findItemByBarcode(trx, lost))?.id ?? 0, 'missing');
    });
    for (const itemBarcode of [out, lost]) {
      await expect(countReading(desk(), { itemBarcode })).rejects.toEqual(refused('reading_not_here'));
    }
    await expect(countReading(desk(), { itemBarcode: 'TIDAK-ADA' })).rejects.toEqual(refused('unknown_barcode'));
    const other = holding('loans.check_out', 'loans.read');
    await expect(countReading(other, { itemBarcode: here })).rejects.toMatchObject({ code: 'platform.forbidden' });
    const { id } = await countReading(desk(), { itemBarcode: here });
    await expect(uncountReading(other, id)).rejects.toMatchObject({ code: 'platform.forbidden' });
  });

  test('keeps nothing about a person', async () => {
    const columns = Object.keys(await t.db.selectFrom('readingUse').selectAll().executeTakeFirstOrThrow());
    expect(columns.toSorted()).toEqual(['countedAt', 'id', 'itemId', 'itemType', 'libraryId']);
  });
});
