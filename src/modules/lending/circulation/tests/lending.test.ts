import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { addBlock } from '#modules/people/members';
import { type Library } from '#modules/ground/libraries';
import { insertClosedDay } from '#modules/ground/libraries/testing';
import { updateItem } from '#modules/collection/catalog';
import {
  checkIn,
  checkOut,
  createPolicy,
  listOverdue,
  markLost,
  quickReturn,
  renewAllLoans,
  renewLoan,
  resolveScan,
  undoCheckIn,
  undoCheckOut,
  undoRenewal,
  viewAccount,
} from '../index.ts';
import { listLoans } from '../testing.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
let serial = 0;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

const desk = (id = 1) => ({ ...t.ctx({ id }), libraryId: kota.id });
const member = async (part: Partial<Parameters<typeof makeMember>[1]> = {}) =>
  makeMember(t.ctx(), { fullName: 'Dimas Aji', number: `A${++serial}`, homeLibrary: 'KOTA', ...part });
const copy = async (part: Partial<Parameters<typeof makeCopy>[1]> = {}) =>
  makeCopy(t.ctx(), { title: 'Laskar Pelangi', barcode: `B-${++serial}`, libraryId: kota.id, ...part });
const lend = async (memberNumber: string, itemBarcode: string) => checkOut(desk(), { memberNumber, itemBarcode });
const code = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;

describe('lending', () => {
  test('a copy goes out for a week, until the end of an open day, and is then out', async () => {
    const [number, barcode] = [await member(), await copy()];
    const { loan, notices } = await lend(number, barcode);
    expect(loan).toMatchObject({
      status: 'open',
      memberNumber: number,
      itemBarcode: barcode,
      title: 'Laskar Pelangi',
      dueAt: new Date('2026-12-02T23:59:59+07:00'),
      library: { code: 'KOTA' },
      renewalCount: 0,
    });
    expect(notices).toEqual([]);
    const item = await t.db.selectFrom('item').selectAll().where('barcode', '=', barcode).executeTakeFirstOrThrow();
    expect(item.onLoan).toBe(true);
    const trace = await t.db
      .selectFrom('auditEvent')
      .selectAll()
      .where('entity', '=', 'loan')
      .where('entityId', '=', String(loan.id))
      .execute();
    expect(trace).toMatchObject([{ action: 'loan.checked_out', actorName: 'Petugas Uji', libraryId: kota.id }]);
  });

  test('the same scan twice lends once; the second says that this member has it already', async () => {
    const [number, barcode] = [await member(), await copy()];
    const { loan } = await lend(number, barcode);
    await expect(lend(number, barcode)).rejects.toMatchObject({
      code: 'circulation.on_loan_to_member',
      params: { loanId: loan.id, overridable: false },
    });
  });

  test('a copy that somebody else has is refused', async () => {
    const barcode = await copy();
    await lend(await member(), barcode);
    await expect(lend(await member(), barcode)).rejects.toEqual(code('on_loan_to_other'));
  });

  test('codes that nobody knows are told apart', async () => {
    await expect(lend('tidak-ada', await copy())).rejects.toEqual(code('unknown_member'));
    await expect(lend(await member(), 'tidak-ada')).rejects.toEqual(code('unknown_barcode'));
  });

  test('reference books, expired cards, blocks and the limit each refuse with their own code', async () => {
    const number = await member();
    await expect(lend(number, await copy({ itemType: 'referensi' }))).rejects.toEqual(code('reference_only'));
    await expect(lend(await member({ joinedOn: '2025-11-24', expiresOn: '2026-11-24' }), await copy())).rejects.toEqual(
      code('card_expired'),
    );
    await expect(lend(await member({ category: 'luar_kota' }), await copy())).rejects.toEqual(code('may_not_borrow'));
    const blocked = await member();
    await addBlock(t.ctx(), blocked, { reason: 'Kartu dipakai orang lain' });
    await expect(lend(blocked, await copy())).rejects.toMatchObject({
      code: 'circulation.member_blocked',
      params: { reason: 'Kartu dipakai orang lain' },
    });
    await lend(number, await copy());
    await lend(number, await copy());
    await expect(lend(number, await copy())).rejects.toMatchObject({
      code: 'circulation.limit_reached',
      params: { count: 2, max: 2, overridable: true },
    });
  });

  test('a copy in repair stays in the house', async () => {
    const barcode = await copy();
    const item = await t.db.selectFrom('item').selectAll().where('barcode', '=', barcode).executeTakeFirstOrThrow();
    await updateItem(t.ctx(), { id: item.id, version: item.version, status: 'repair' });
    await expect(lend(await member(), barcode)).rejects.toEqual(code('item_unavailable'));
  });

  test('with permission and a reason a refusal is overridden, and the reason stays with the loan', async () => {
    const [memberNumber, itemBarcode] = [await member(), await copy({ itemType: 'referensi' })];
    const circulation = {
      ...t.ctx({ grants: [{ libraryId: null, permissions: ['loans.check_out'] }] }),
      libraryId: kota.id,
    };
    const override = { reason: 'Pameran sekolah' };
    await expect(checkOut(circulation, { memberNumber, itemBarcode, override })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    await expect(checkOut(desk(), { memberNumber, itemBarcode, override: { reason: ' ' } })).rejects.toEqual(
      code('override_reason_needed'),
    );
    const { loan, notices } = await checkOut(desk(), { memberNumber, itemBarcode, override });
    expect(loan.overrideReason).toBe('Pameran sekolah');
    expect(notices).toEqual([{ code: 'circulation.overridden', params: override }]);
  });

  test('an override never lends what somebody else has', async () => {
    const itemBarcode = await copy();
    await lend(await member(), itemBarcode);
    const again = checkOut(desk(), { memberNumber: await member(), itemBarcode, override: { reason: 'ya' } });
    await expect(again).rejects.toEqual(code('on_loan_to_other'));
  });

  test('on a closed day lending goes on, with a word about it', async () => {
    t.clock.set('2026-11-29T10:00:00+07:00');
    const { notices } = await lend(await member(), await copy());
    expect(notices).toEqual([{ code: 'circulation.closed_today', params: { library: 'Perpustakaan Kota' } }]);
  });

  test('a limit set for one kind of copy counts that kind, and the limit of all counts it too: in every order two', async () => {
    await createPolicy(t.ctx(), { libraryId: kota.id, itemType: 'av', maxLoans: 1 });
    const first = await member();
    await lend(first, await copy());
    await lend(first, await copy());
    await expect(lend(first, await copy({ itemType: 'av' }))).rejects.toMatchObject({
      code: 'circulation.limit_reached',
      params: { count: 2, max: 2 },
    });
    const second = await member();
    await lend(second, await copy({ itemType: 'av' }));
    await expect(lend(second, await copy({ itemType: 'av' }))).rejects.toMatchObject({
      code: 'circulation.type_limit_reached',
      params: { count: 1, max: 1, overridable: true },
    });
    await lend(second, await copy());
    await expect(lend(second, await copy())).rejects.toEqual(code('limit_reached'));
  });

  test('who may lend at Gedog only, does not lend at the main library', async () => {
    const ctx = t.ctx({ grants: [{ libraryId: gedog.id, permissions: ['loans.check_out'] }] });
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    const at = async (libraryId: number) => checkOut(ctx, { memberNumber, itemBarcode, libraryId });
    await expect(at(kota.id)).rejects.toMatchObject({ code: 'platform.forbidden' });
    expect((await at(gedog.id)).loan.library.code).toBe('KEL-GEDOG');
  });
});

describe('taking back', () => {
  test('in time: nothing to say, the copy is in again', async () => {
    const [number, barcode] = [await member(), await copy()];
    await lend(number, barcode);
    const back = await checkIn(desk(), { itemBarcode: barcode });
    expect(back).toMatchObject({
      lateDays: 0,
      fine: 0,
      suspendedUntil: null,
      notices: [],
      loan: { status: 'returned' },
    });
    await lend(await member(), barcode);
  });

  test('three open days late suspends for three days, costs nothing, and is over after the last day', async () => {
    const [number, barcode] = [await member(), await copy()];
    await lend(number, barcode);
    // due Wednesday 2 December; Thursday, Friday and Monday are open days, the weekend is not
    t.clock.set('2026-12-07T09:00:00+07:00');
    const back = await checkIn(desk(), { itemBarcode: barcode });
    expect(back).toMatchObject({ lateDays: 3, fine: 0, suspendedUntil: '2026-12-10' });
    expect(back.notices.map((notice) => notice.code)).toEqual([
      'circulation.late',
      'circulation.suspended',
      'circulation.no_fine',
    ]);
    await expect(lend(number, barcode)).rejects.toMatchObject({
      code: 'circulation.member_suspended',
      params: { until: '2026-12-10', untilText: 'Kamis, 10 Desember 2026' },
    });
    expect((await viewAccount(desk(), number)).blocks).toMatchObject([{ kind: 'suspension', untilDate: '2026-12-10' }]);
    t.clock.set('2026-12-11T09:00:00+07:00');
    await lend(number, barcode);
  });

  test('a closed day announced after the loan takes a late day away', async () => {
    const tlumpu = await makeLibrary(t.ctx(), 'KEL-TLUMPU', 'Perpustakaan Kelurahan Tlumpu');
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    await checkOut(desk(), { memberNumber, itemBarcode, libraryId: tlumpu.id });
    await t.db.transaction().execute(async (trx) =>
      insertClosedDay(trx, t.ctx(), {
        libraryId: tlumpu.id,
        dateFrom: '2026-12-03',
        dateTo: '2026-12-03',
        type: 'penutupan',
        reason: 'Listrik padam',
      }),
    );
    t.clock.set('2026-12-04T09:00:00+07:00');
    expect((await checkIn(desk(), { itemBarcode })).lateDays).toBe(1);
  });

  test('a fine of the policy becomes a line of the account', async () => {
    await createPolicy(t.ctx(), { libraryId: gedog.id, finePerDay: 500, fineCap: 1000, suspensionPerLateDay: 0 });
    const [number, barcode] = [await member(), await copy()];
    await checkOut(t.ctx(), { memberNumber: number, itemBarcode: barcode, libraryId: gedog.id });
    t.clock.set('2026-12-14T09:00:00+07:00');
    expect(await checkIn(desk(), { itemBarcode: barcode })).toMatchObject({ fine: 1000, suspendedUntil: null });
    expect((await viewAccount(desk(), number)).balance).toBe(1000);
  });

  test('returned at another library counts, and the desk hears whose book it is', async () => {
    const [number, barcode] = [await member(), await copy({ libraryId: gedog.id })];
    await lend(number, barcode);
    const back = await checkIn(desk(), { itemBarcode: barcode });
    expect(back.notices).toEqual([
      { code: 'circulation.home_elsewhere', params: { library: 'Perpustakaan Kelurahan Gedog' } },
    ]);
  });

  test('a second scan of the same book is told, and a trolley goes on', async () => {
    const barcode = await copy();
    await lend(await member(), barcode);
    expect(await quickReturn(desk(), { itemBarcode: barcode })).toMatchObject({ kind: 'returned' });
    await expect(checkIn(desk(), { itemBarcode: barcode })).rejects.toEqual(code('not_on_loan'));
    expect(await quickReturn(desk(), { itemBarcode: barcode })).toMatchObject({
      kind: 'received',
      placement: { kind: 'shelf' },
    });
    await expect(quickReturn(desk(), { itemBarcode: 'x' })).rejects.toEqual(code('unknown_barcode'));
  });
});

describe('renewing', () => {
  test('counts from the due date, as often as the policy says', async () => {
    const { loan } = await lend(await member(), await copy());
    const renewed = await renewLoan(desk(), { loanId: loan.id });
    expect(renewed).toMatchObject({ renewalCount: 1, dueAt: new Date('2026-12-09T23:59:59+07:00') });
    await expect(renewLoan(desk(), { loanId: loan.id })).rejects.toEqual(code('renewals_exhausted'));
  });

  test('an overdue loan is not renewed, except by override, and then from today', async () => {
    const { loan } = await lend(await member(), await copy());
    t.clock.set('2026-12-07T09:00:00+07:00');
    await expect(renewLoan(desk(), { loanId: loan.id })).rejects.toEqual(code('renewal_overdue'));
    const renewed = await renewLoan(desk(), { loanId: loan.id, override: { reason: 'Sakit' } });
    expect(renewed.dueAt).toEqual(new Date('2026-12-14T23:59:59+07:00'));
  });

  test('members renew their own loans and nobody else’s', async () => {
    const number = await member();
    const { loan } = await lend(number, await copy());
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    const as = (memberId: number) => t.ctx({ kind: 'member', id: memberId, number, name: 'Dimas', sessionId: 1 });
    await expect(renewLoan(as(id + 1000), { loanId: loan.id })).rejects.toEqual(code('loan_not_found'));
    expect((await renewLoan(as(id), { loanId: loan.id })).renewalCount).toBe(1);
  });

  test('all at once: what can be renewed is, the rest says why not', async () => {
    const number = await member();
    const first = await lend(number, await copy());
    await lend(number, await copy());
    await renewLoan(desk(), { loanId: first.loan.id });
    const { renewed, refused } = await renewAllLoans(desk(), number);
    expect(renewed).toHaveLength(1);
    expect(refused).toMatchObject([{ loan: { id: first.loan.id }, error: { code: 'circulation.renewals_exhausted' } }]);
  });
});

describe('lost copies', () => {
  test('the loan ends, the copy is lost, the charge is on the account; found again, all that is put right', async () => {
    const [number, barcode] = [await member(), await copy()];
    const { loan } = await lend(number, barcode);
    expect((await markLost(desk(), { loanId: loan.id, charge: 85_000 })).status).toBe('lost');
    expect((await viewAccount(desk(), number)).balance).toBe(85_000);
    await expect(lend(await member(), barcode)).rejects.toEqual(code('item_lost'));
    const back = await checkIn(desk(), { itemBarcode: barcode });
    expect(back.notices).toEqual([{ code: 'circulation.lost_found', params: { title: 'Laskar Pelangi' } }]);
    expect((await viewAccount(desk(), number)).balance).toBe(0);
    await undoCheckIn(desk(), loan.id);
    expect((await viewAccount(desk(), number)).balance).toBe(85_000);
    const { data } = await listLoans(desk(), { memberNumber: number, status: 'lost', libraryId: kota.id, limit: 5 });
    expect(data).toHaveLength(1);
  });
});

describe('undoing the last scan', () => {
  test('a loan that was a mistake never was; its trace stays', async () => {
    const [number, barcode] = [await member(), await copy()];
    const bib = async () =>
      t.db
        .selectFrom('bib')
        .innerJoin('item', 'item.bibId', 'bib.id')
        .select(['loanCount', 'onLoan'])
        .where('barcode', '=', barcode)
        .executeTakeFirstOrThrow();
    const { loan } = await lend(number, barcode);
    expect(await bib()).toEqual({ loanCount: 1, onLoan: true });
    await undoCheckOut(desk(), loan.id);
    expect(await bib()).toEqual({ loanCount: 0, onLoan: false });
    expect(await viewAccount(desk(), number)).toMatchObject({ loans: [], historyCount: 0 });
    await expect(undoCheckOut(desk(), loan.id)).rejects.toEqual(code('undo_overtaken'));
    const actions = await t.db
      .selectFrom('auditEvent')
      .select('action')
      .where('entityId', '=', String(loan.id))
      .where('entity', '=', 'loan')
      .orderBy('id')
      .execute();
    expect(actions.map((event) => event.action)).toEqual(['loan.checked_out', 'loan.check_out_undone']);
  });

  test('a late return is undone with its suspension and its fine', async () => {
    await createPolicy(t.ctx(), { libraryId: kota.id, itemType: 'alat', finePerDay: 500 });
    const [number, barcode] = [await member(), await copy({ itemType: 'alat' })];
    const { loan } = await lend(number, barcode);
    t.clock.set('2026-12-07T09:00:00+07:00');
    await checkIn(desk(), { itemBarcode: barcode });
    expect(await viewAccount(desk(), number)).toMatchObject({
      balance: 1500,
      blocks: [{ kind: 'suspension' }],
      loans: [],
    });
    await undoCheckIn(desk(), loan.id);
    expect(await viewAccount(desk(), number)).toMatchObject({
      balance: 0,
      blocks: [],
      loans: [{ id: loan.id, dueState: 'overdue', lateDays: 3 }],
    });
    // and the return can be done again
    expect(await checkIn(desk(), { itemBarcode: barcode })).toMatchObject({ lateDays: 3, fine: 1500 });
  });

  test('a renewal is undone', async () => {
    const { loan } = await lend(await member(), await copy());
    await renewLoan(desk(), { loanId: loan.id });
    await undoRenewal(desk(), loan.id);
    expect((await renewLoan(desk(), { loanId: loan.id })).renewalCount).toBe(1);
  });

  test('only by the same account, and for ten minutes', async () => {
    const { loan } = await lend(await member(), await copy());
    await expect(undoCheckOut(desk(2), loan.id)).rejects.toEqual(code('undo_not_yours'));
    t.clock.set('2026-11-25T10:10:01+07:00');
    await expect(undoCheckOut(desk(), loan.id)).rejects.toEqual(code('undo_too_late'));
  });

  test('not when the book has gone out again', async () => {
    const barcode = await copy();
    const { loan } = await lend(await member(), barcode);
    await checkIn(desk(), { itemBarcode: barcode });
    await lend(await member(), barcode);
    await expect(undoCheckIn(desk(), loan.id)).rejects.toEqual(code('undo_overtaken'));
  });
});

describe('looking things up', () => {
  test('a scan is a card or a book; where it is both, the book wins, or the member while nobody is at the desk', async () => {
    const number = await member({ number: 'X-77' });
    expect(await resolveScan(desk(), ' X-77 ')).toEqual({ kind: 'member', number });
    await copy({ barcode: 'X-77' });
    expect(await resolveScan(desk(), 'X-77')).toMatchObject({ kind: 'item' });
    expect(await resolveScan(desk(), 'X-77', 'member')).toMatchObject({ kind: 'member' });
    expect(await resolveScan(desk(), 'bukan apa-apa')).toEqual({ kind: 'unknown', code: 'bukan apa-apa' });
  });

  test('the overdue list names whom to call, longest overdue first', async () => {
    const bendo = await makeLibrary(t.ctx(), 'KEL-BENDO', 'Perpustakaan Kelurahan Bendo');
    const at = { memberNumber: await member({ fullName: 'Sri Wahyuni' }), libraryId: bendo.id };
    await checkOut(t.ctx(), { ...at, itemBarcode: await copy() });
    t.clock.set('2026-11-26T10:00:00+07:00');
    await checkOut(t.ctx(), { ...at, itemBarcode: await copy() });
    t.clock.set('2026-12-07T10:00:00+07:00');
    const page = await listOverdue(desk(), { libraryId: bendo.id, limit: 1 });
    expect(page.data).toMatchObject([{ memberName: 'Sri Wahyuni', lateDays: 3 }]);
    const rest = await listOverdue(desk(), { libraryId: bendo.id, limit: 1, ...(page.next && { cursor: page.next }) });
    expect(rest).toMatchObject({ data: [{ memberName: 'Sri Wahyuni', lateDays: 2 }], next: null });
  });
});
