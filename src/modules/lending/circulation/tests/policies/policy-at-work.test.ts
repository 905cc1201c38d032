import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../../tests/support/test-db.ts';
import { makeItem } from '#modules/collection/catalog/testing';
import { balanceOf, payCharges, receiptData, recordCharge, viewCharges } from '#modules/lending/charges';
import { addClosedDay, type Library } from '#modules/ground/libraries';
import { chooseAutoRenewal, createCategory, findMemberByNumber } from '#modules/people/members';
import { autoRenewLoans } from '../../loans/auto-renew-loans.ts';
import { chargeRunningFines } from '../../loans/charge-running-fines.ts';
import {
  checkIn,
  checkOut,
  createPolicy,
  explainPolicy,
  markLost,
  placeHold,
  renewLoan,
  undoCheckIn,
  undoCheckOut,
  undoRenewal,
  viewAccount,
} from '../../index.ts';
import type { PolicyInput } from '../../schema.ts';
import { makeCopy, makeLibrary, makeMember } from '../../testing.ts';

const t = useTestDb();
let kota: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const copy = async (part: Partial<Parameters<typeof makeCopy>[1]> = {}) =>
  makeCopy(t.ctx(), { title: 'Laskar Pelangi', barcode: `B-${++serial}`, libraryId: kota.id, ...part });
const refused = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;

/** A member of a category of their own, for which a rule sets these values. */
async function memberUnder(values: Omit<PolicyInput, 'libraryId' | 'categoryId' | 'itemType'>, expiresOn?: string) {
  const code = `uji_${++serial}`;
  const category = await createCategory(t.ctx(), { code, nameId: code, nameEn: code });
  await createPolicy(t.ctx(), { categoryId: category.id, maxLoans: 9, suspensionPerLateDay: 0, ...values });
  const member = { fullName: 'Dimas Aji', number: `A${++serial}`, homeLibrary: 'KOTA', category: code };
  return makeMember(t.ctx(), { ...member, ...(expiresOn && { joinedOn: '2026-01-01', expiresOn }) });
}
const lend = async (memberNumber: string, part: Partial<Parameters<typeof checkOut>[1]> = {}) => {
  const itemBarcode = part.itemBarcode ?? (await copy());
  return { itemBarcode, ...(await checkOut(desk(), { memberNumber, itemBarcode, ...part })) };
};
const giveBack = async (itemBarcode: string, returnedAt?: string) =>
  checkIn(desk(), { itemBarcode, ...(returnedAt && { returnedAt: new Date(returnedAt) }) });
const owes = async (memberNumber: string) => balanceOf(t.db, (await findMemberByNumber(t.db, memberNumber))?.id ?? 0);
const linesOf = async (memberNumber: string) =>
  t.db
    .selectFrom('chargeLine')
    .innerJoin('member', 'member.id', 'chargeLine.memberId')
    .select(['chargeLine.kind', 'chargeLine.amount'])
    .where('member.number', '=', memberNumber)
    .orderBy('chargeLine.id')
    .execute();

describe('lending by rule', () => {
  test('dueWithinCard: due on the last day of the card at the latest, also after a renewal', async () => {
    const number = await memberUnder({ dueWithinCard: true, maxRenewals: 1 }, '2026-11-27');
    const { loan } = await lend(number);
    expect(loan.dueAt).toEqual(new Date('2026-11-27T23:59:59+07:00'));
    expect((await renewLoan(desk(), { loanId: loan.id })).dueAt).toEqual(loan.dueAt);
  });

  test('dueMode keep_weekday: lent on a Wednesday, due on a Wednesday, past a closed one', async () => {
    await addClosedDay(t.ctx(), {
      libraryId: kota.id,
      dateFrom: '2027-03-03',
      dateTo: '2027-03-03',
      type: 'penutupan',
      reason: 'Renovasi',
    });
    t.clock.set('2027-02-24T10:00:00+07:00');
    const { loan } = await lend(await memberUnder({ dueMode: 'keep_weekday' }));
    expect(loan.dueAt).toEqual(new Date('2027-03-10T23:59:59+07:00'));
  });

  test('hourlyEnd closing: three hours from 15.00 end at 16.00', async () => {
    t.clock.set('2026-11-25T15:00:00+07:00');
    const hourly = { loanUnit: 'hour' as const, loanLength: 3 };
    expect((await lend(await memberUnder({ ...hourly, hourlyEnd: 'closing' }))).loan.dueAt).toEqual(
      new Date('2026-11-25T16:00:00+07:00'),
    );
    expect((await lend(await memberUnder({ ...hourly, hourlyEnd: 'next_opening' }))).loan.dueAt).toEqual(
      new Date('2026-11-26T08:00:00+07:00'),
    );
  });

  test('severalCopies: one of each title', async () => {
    const number = await memberUnder({ severalCopies: false });
    const { loan } = await lend(number);
    const twin = `B-${++serial}`;
    await makeItem(t.ctx(), { bibId: loan.bibId, libraryId: kota.id, itemType: 'umum', barcodes: [twin] });
    await expect(lend(number, { itemBarcode: twin })).rejects.toEqual(refused('same_title'));
    await expect(lend(number)).resolves.toBeDefined();
  });

  test('lendWithOverdues: refused, or lent once the desk has confirmed', async () => {
    const [blocked, asked] = [
      await memberUnder({ lendWithOverdues: 'block' }),
      await memberUnder({ lendWithOverdues: 'confirm' }),
    ];
    await lend(blocked);
    await lend(asked);
    t.clock.set('2026-12-07T10:00:00+07:00');
    await expect(lend(blocked, { confirmed: true })).rejects.toMatchObject({
      code: 'circulation.has_overdues',
      params: { count: 1, overridable: true },
    });
    await expect(lend(asked)).rejects.toMatchObject({
      code: 'circulation.confirm_overdues',
      params: { count: 1, confirmable: true },
    });
    await expect(lend(asked, { confirmed: true })).resolves.toBeDefined();
  });

  test('rentalCharge: charged when lent, taken off when the loan is undone, never for reading here', async () => {
    const number = await memberUnder({ rentalCharge: 2000 });
    const { loan } = await lend(number);
    expect(await owes(number)).toBe(2000);
    await undoCheckOut(desk(), loan.id);
    expect(await owes(number)).toBe(0);
    await lend(number, { onSite: true });
    expect(await owes(number)).toBe(0);
  });
});

describe('reading in the library', () => {
  test('a reference book is issued until closing, for a suspended member too, beside the limit', async () => {
    const number = await memberUnder({ maxLoans: 1 });
    await lend(number);
    const { loan } = await lend(number, { itemBarcode: await copy({ itemType: 'referensi' }), onSite: true });
    expect(loan).toMatchObject({ onSite: true, dueAt: new Date('2026-11-25T16:00:00+07:00') });
    await expect(renewLoan(desk(), { loanId: loan.id })).rejects.toEqual(refused('renewal_on_site'));
    const { lateDays } = await giveBack(loan.itemBarcode);
    expect(lateDays).toBe(0);
  });

  test('onSiteApart: counted apart with maxOnSite, or with all the others', async () => {
    const apart = await memberUnder({ maxLoans: 1, maxOnSite: 1 });
    await lend(apart, { onSite: true });
    await expect(lend(apart, { onSite: true })).rejects.toEqual(refused('limit_reached'));
    await lend(apart);
    const together = await memberUnder({ maxLoans: 1, onSiteApart: false });
    await lend(together, { onSite: true });
    await expect(lend(together)).rejects.toEqual(refused('limit_reached'));
  });

  test('onSiteLoans: not offered', async () => {
    const number = await memberUnder({ onSiteLoans: false });
    await expect(lend(number, { onSite: true })).rejects.toEqual(refused('on_site_not_offered'));
  });
});

describe('late returns by rule', () => {
  test('terms are kept with the loan: charge period, rounding, grace', async () => {
    const number = await memberUnder({ finePerDay: 1000, chargePeriod: 3, overdueRounding: 'end', graceDays: 2 });
    const { itemBarcode } = await lend(number);
    await createPolicy(t.ctx(), { libraryId: kota.id, itemType: 'umum', finePerDay: 9999 });
    t.clock.set('2026-12-09T10:00:00+07:00');
    // five open days late
    expect(await giveBack(itemBarcode)).toMatchObject({ lateDays: 5, fine: 1000 });
    await t.db.deleteFrom('loanPolicy').where('finePerDay', '=', 9999).execute();
  });

  test('memberFineCap: all unpaid fines together stay below it', async () => {
    const number = await memberUnder({ finePerDay: 1000, memberFineCap: 1500 });
    const [one, two] = [await lend(number), await lend(number)];
    t.clock.set('2026-12-03T10:00:00+07:00');
    expect((await giveBack(one.itemBarcode)).fine).toBe(1000);
    expect((await giveBack(two.itemBarcode)).fine).toBe(500);
    expect(await owes(number)).toBe(1500);
  });

  test('fineCapAtPrice: never above the price of the copy', async () => {
    const number = await memberUnder({ finePerDay: 1000, fineCapAtPrice: true });
    const { itemBarcode } = await lend(number);
    await t.db.updateTable('item').set({ price: 700 }).where('barcode', '=', itemBarcode).execute();
    t.clock.set('2026-12-03T10:00:00+07:00');
    expect((await giveBack(itemBarcode)).fine).toBe(700);
  });

  test('suspensionCumulative: the second one begins when the first is over', async () => {
    const number = await memberUnder({ suspensionPerLateDay: 10, suspensionCumulative: true });
    const [one, two] = [await lend(number), await lend(number)];
    t.clock.set('2026-12-03T10:00:00+07:00');
    expect((await giveBack(one.itemBarcode)).suspendedUntil).toBe('2026-12-13');
    expect((await giveBack(two.itemBarcode)).suspendedUntil).toBe('2026-12-23');
  });

  test('a return that is written down later than it happened is late only until it happened', async () => {
    const number = await memberUnder({ finePerDay: 1000, suspensionPerLateDay: 1 });
    const { itemBarcode, loan } = await lend(number);
    t.clock.set('2026-12-08T10:00:00+07:00');
    await chargeRunningFines(t.ctx({ kind: 'system', name: 'uji' }));
    expect(await owes(number)).toBe(4000);
    const back = await giveBack(itemBarcode, '2026-12-03T18:00:00+07:00');
    expect(back).toMatchObject({ lateDays: 1, fine: 1000 });
    // one day from 3 December is over on the 8th
    expect(back.suspendedUntil).toBeNull();
    expect(back.loan.returnedAt).toEqual(new Date('2026-12-03T18:00:00+07:00'));
    expect(await owes(number)).toBe(1000);
    await undoCheckIn(desk(), loan.id);
    expect(await owes(number)).toBe(4000);
  });

  test('the earlier date needs a permission, and lies between the loan and now', async () => {
    const { itemBarcode } = await lend(await memberUnder({}));
    const clerk = { ...t.ctx({ grants: [{ libraryId: null, permissions: ['loans.check_in'] }] }), libraryId: kota.id };
    const returnedAt = new Date(TEST_NOW);
    await expect(checkIn(clerk, { itemBarcode, returnedAt })).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(giveBack(itemBarcode, '2026-11-25T10:00:01+07:00')).rejects.toMatchObject({
      fields: { returnedAt: 'future' },
    });
    await expect(giveBack(itemBarcode, '2026-11-25T09:00:00+07:00')).rejects.toMatchObject({
      fields: { returnedAt: 'before_loan' },
    });
  });
});

describe('fines that grow', () => {
  const night = async () => chargeRunningFines(t.ctx({ kind: 'system', name: 'uji' }));

  test('once for each late day, however often the job runs; closed days add nothing', async () => {
    const number = await memberUnder({ finePerDay: 500 });
    const { itemBarcode } = await lend(number);
    await night();
    expect(await owes(number)).toBe(0);
    t.clock.set('2026-12-03T01:00:00+07:00');
    await night();
    await night();
    t.clock.set('2026-12-03T23:00:00+07:00');
    await night();
    expect(await linesOf(number)).toEqual([{ kind: 'fine', amount: 500 }]);
    t.clock.set('2026-12-06T09:00:00+07:00');
    await night();
    expect(await owes(number)).toBe(1000);
    expect(await giveBack(itemBarcode)).toMatchObject({ fine: 1000, lateDays: 2 });
    await night();
    expect(await owes(number)).toBe(1000);
  });

  test('what was late before a renewal stays charged, and what is late after it comes on top', async () => {
    const number = await memberUnder({ finePerDay: 500, maxRenewals: 1, renewalWhileOverdue: 'allow' });
    const { itemBarcode, loan } = await lend(number);
    t.clock.set('2026-12-04T10:00:00+07:00');
    await night();
    await renewLoan(desk(), { loanId: loan.id });
    expect(await owes(number)).toBe(1000);
    await undoRenewal(desk(), loan.id);
    expect(await owes(number)).toBe(1000);
    await renewLoan(desk(), { loanId: loan.id });
    t.clock.set('2026-12-14T10:00:00+07:00');
    expect(await giveBack(itemBarcode)).toMatchObject({ fine: 1500, lateDays: 1 });
    expect(await owes(number)).toBe(1500);
  });
});

describe('renewals by rule', () => {
  const morning = async () => autoRenewLoans(t.ctx({ kind: 'system', name: 'uji' }));
  const dueOf = async (number: string) => (await viewAccount(t.ctx(), number)).loans[0]?.dueAt;

  test('renewalOpensDays and renewalWhileOverdue refuse with words of their own', async () => {
    const early = await memberUnder({ maxRenewals: 1, renewalOpensDays: 2 });
    const { loan } = await lend(early);
    await expect(renewLoan(desk(), { loanId: loan.id })).rejects.toMatchObject({
      code: 'circulation.renewal_too_early',
      params: { on: '2026-11-30' },
    });
    const number = await memberUnder({ maxRenewals: 1, renewalWhileOverdue: 'block_all' });
    await lend(number);
    t.clock.set('2026-12-02T10:00:00+07:00');
    const second = await lend(number);
    t.clock.set('2026-12-03T10:00:00+07:00');
    await expect(renewLoan(desk(), { loanId: second.loan.id })).rejects.toEqual(refused('renewal_others_overdue'));
  });

  test('autoRenewal: on the due day, once, and only as often as the rule says', async () => {
    const number = await memberUnder({ autoRenewal: true, maxRenewals: 3, maxAutoRenewals: 1 });
    await lend(number);
    await morning();
    expect(await dueOf(number)).toEqual(new Date('2026-12-02T23:59:59+07:00'));
    t.clock.set('2026-12-02T06:00:00+07:00');
    expect((await Promise.all([morning(), morning()])).map(({ renewed }) => renewed).toSorted()).toEqual([0, 1]);
    expect(await dueOf(number)).toEqual(new Date('2026-12-09T23:59:59+07:00'));
    t.clock.set('2026-12-09T06:00:00+07:00');
    await morning();
    expect(await dueOf(number)).toEqual(new Date('2026-12-09T23:59:59+07:00'));
  });

  test('autoRenewal leaves a due date that the desk set, says so, and goes on once a person has renewed it', async () => {
    const number = await memberUnder({ autoRenewal: true, maxRenewals: 3 });
    const { loan, notices } = await lend(number, { due: { on: '2026-12-04', reason: 'Pameran' } });
    expect(loan.dueByHand).toBe(true);
    expect(notices).toContainEqual({ code: 'circulation.due_stays', params: {} });
    t.clock.set('2026-12-04T06:00:00+07:00');
    await morning();
    expect(await dueOf(number)).toEqual(new Date('2026-12-04T23:59:59+07:00'));
    await renewLoan(desk(), { loanId: loan.id });
    expect((await viewAccount(t.ctx(), number)).loans[0]?.dueByHand).toBe(false);
    await undoRenewal(desk(), loan.id);
    expect((await viewAccount(t.ctx(), number)).loans[0]?.dueByHand).toBe(true);
    await renewLoan(desk(), { loanId: loan.id });
    const renewed = (await dueOf(number)) ?? new Date(0);
    t.clock.set(new Date(renewed.getTime() - 12 * 3_600_000).toISOString());
    await morning();
    expect((await dueOf(number))?.getTime()).toBeGreaterThan(renewed.getTime());
  });

  test('autoRenewal stops at what would refuse a person: an expired card', async () => {
    const number = await memberUnder({ autoRenewal: true, maxRenewals: 3 }, '2026-12-01');
    await lend(number);
    t.clock.set('2026-12-02T06:00:00+07:00');
    expect(await morning()).toEqual({ renewed: 0, refused: 1 });
  });
});

describe('a debt stops', () => {
  const owing = async (values: Omit<PolicyInput, 'libraryId' | 'categoryId' | 'itemType'>, amount: number) => {
    const number = await memberUnder({ maxRenewals: 3, ...values });
    const { loan } = await lend(number);
    await recordCharge(desk(), number, { kind: 'other', amount, note: 'Kartu hilang', libraryId: kota.id });
    return { number, loan };
  };
  const override = { reason: 'Berjanji membayar besok' };
  const askFor = async (number: string) => {
    const barcode = await copy();
    return { memberNumber: number, itemBarcode: barcode, pickupLibraryId: kota.id };
  };

  test('lending, and only that; who has the permission lends all the same, and reading in the library goes on', async () => {
    const { number, loan } = await owing({ maxDebtToLend: 10_000 }, 10_001);
    await expect(lend(number)).rejects.toMatchObject({
      code: 'circulation.owes_too_much',
      params: { owedText: 'Rp10.001', maxText: 'Rp10.000', overridable: true, reasons: 'owes_too_much' },
    });
    expect((await lend(number, { override })).loan.overrideReason).toBe(override.reason);
    await lend(number, { onSite: true });
    await renewLoan(desk(), { loanId: loan.id });
    await placeHold(desk(), await askFor(number));
    const { number: other } = await owing({ maxDebtToLend: 10_000 }, 10_000);
    await lend(other);
  });

  test('renewing, and only that: by the member, by the desk, and by itself; the account offers it no more', async () => {
    const { number, loan } = await owing({ maxDebtToRenew: 0, autoRenewal: true }, 1);
    await expect(renewLoan(desk(), { loanId: loan.id })).rejects.toEqual(refused('owes_too_much'));
    expect((await viewAccount(t.ctx(), number)).loans).toMatchObject([
      { renewableUntil: null, renewalRefused: { code: 'circulation.owes_too_much', params: { owedText: 'Rp1' } } },
    ]);
    t.clock.set('2026-12-02T06:00:00+07:00');
    await autoRenewLoans(t.ctx({ kind: 'system', name: 'uji' }));
    expect((await viewAccount(t.ctx(), number)).loans[0]?.renewalCount).toBe(0);
    expect(await renewLoan(desk(), { loanId: loan.id, override })).toMatchObject({ renewalCount: 1 });
    await lend(number);
    await placeHold(desk(), await askFor(number));
  });

  test('reserving, and only that', async () => {
    const { number, loan } = await owing({ maxDebtToHold: 5000 }, 6000);
    const asked = await askFor(number);
    await expect(placeHold(desk(), asked)).rejects.toMatchObject({
      code: 'circulation.owes_too_much',
      params: { owedText: 'Rp6.000', maxText: 'Rp5.000', overridable: true },
    });
    expect(await placeHold(desk(), { ...asked, override })).toMatchObject({ position: 1 });
    await lend(number);
    await renewLoan(desk(), { loanId: loan.id });
  });
});

describe('what the account says of a renewal that is not offered', () => {
  const whyNot = async (number: string) => (await viewAccount(t.ctx(), number)).loans.map((one) => one.renewalRefused);

  test('too early, as often as allowed, overdue, a card that has ended: what the renewal itself would say', async () => {
    const number = await memberUnder({ maxRenewals: 1, renewalLength: 7, renewalOpensDays: 2 }, '2026-12-20');
    const { loan } = await lend(number);
    for (const [now, code] of [
      ['2026-11-26T10:00:00+07:00', 'circulation.renewal_too_early'],
      ['2026-12-01T10:00:00+07:00', null],
    ] as const) {
      t.clock.set(now);
      expect((await whyNot(number))[0]?.code ?? null).toBe(code);
    }
    await renewLoan(desk(), { loanId: loan.id });
    const [exhausted] = await whyNot(number);
    expect(exhausted).toMatchObject({ code: 'circulation.renewals_exhausted', params: { max: 1 } });
    await expect(renewLoan(desk(), { loanId: loan.id })).rejects.toMatchObject({ ...exhausted });
    const late = await memberUnder({ maxRenewals: 3 }, '2026-12-20');
    await lend(late);
    t.clock.set('2026-12-30T10:00:00+07:00');
    expect(await whyNot(late)).toMatchObject([{ code: 'circulation.renewal_overdue' }]);
    const ended = await memberUnder({ maxRenewals: 3, renewalWhileOverdue: 'allow' }, '2026-12-20');
    t.clock.set('2026-12-19T10:00:00+07:00');
    const kept = await lend(ended);
    t.clock.set('2026-12-21T10:00:00+07:00');
    expect(await whyNot(ended)).toMatchObject([{ code: 'circulation.card_expired' }]);
    await expect(renewLoan(desk(), { loanId: kept.loan.id })).rejects.toEqual(refused('card_expired'));
  });
});

describe('renewing what others wait for', () => {
  /** A loan of a title with more copies on the shelf, for which others wait. */
  async function wanted(
    renewalWhenWanted: 'block' | 'if_other_free' | 'allow' | null,
    {
      others,
      free,
      freeType = 'umum',
      besides,
    }: { others: number; free: number; freeType?: string; besides?: (bibId: number) => Promise<unknown> },
  ) {
    const number = await memberUnder({ maxRenewals: 1, renewalWhenWanted });
    const { loan } = await lend(number);
    const barcodes = Array.from({ length: free }, () => `B-${++serial}`);
    if (free > 0) await makeItem(t.ctx(), { bibId: loan.bibId, libraryId: kota.id, itemType: freeType, barcodes });
    for (let n = 0; n < others; n++) {
      const memberNumber = await memberUnder({});
      await placeHold(desk(), { memberNumber, bibId: loan.bibId, pickupLibraryId: kota.id });
    }
    await besides?.(loan.bibId);
    const [shown] = (await viewAccount(t.ctx(), number)).loans;
    return { loanId: loan.id, offered: shown?.renewableUntil !== null, why: shown?.renewalRefused?.code };
  }
  const renews = async (made: { loanId: number; offered: boolean; why: string | undefined }) => {
    const done = await renewLoan(desk(), { loanId: made.loanId }).then(
      () => true,
      (error: unknown) => {
        expect(error).toEqual(refused('renewal_wanted'));
        return false;
      },
    );
    // the account offers what the desk does, and says why it does not
    expect(made.offered).toBe(done);
    expect(made.why).toBe(done ? undefined : 'circulation.renewal_wanted');
    return done;
  };

  test('block: never; nobody saying anything is the same; allow: always', async () => {
    expect(await renews(await wanted('block', { others: 1, free: 5 }))).toBe(false);
    expect(await renews(await wanted(null, { others: 1, free: 5 }))).toBe(false);
    expect(await renews(await wanted('allow', { others: 3, free: 0 }))).toBe(true);
  });

  test('if_other_free: when copies on the shelf serve everybody who waits, each another one', async () => {
    expect(await renews(await wanted('if_other_free', { others: 1, free: 0 }))).toBe(false);
    expect(await renews(await wanted('if_other_free', { others: 1, free: 1 }))).toBe(true);
    expect(await renews(await wanted('if_other_free', { others: 2, free: 1 }))).toBe(false);
    expect(await renews(await wanted('if_other_free', { others: 2, free: 2 }))).toBe(true);
    // one that is only read here serves nobody
    expect(await renews(await wanted('if_other_free', { others: 1, free: 1, freeType: 'referensi' }))).toBe(false);
  });

  test('if_other_free: who waits for another copy alone stops nobody, and has it when it is free', async () => {
    const anotherCopy = (lent: boolean) => async (bibId: number) => {
      const itemBarcode = `B-${++serial}`;
      await makeItem(t.ctx(), { bibId, libraryId: kota.id, itemType: 'umum', barcodes: [itemBarcode] });
      if (lent) await lend(await memberUnder({}), { itemBarcode });
      return placeHold(desk(), { memberNumber: await memberUnder({}), itemBarcode, pickupLibraryId: kota.id });
    };
    expect(await renews(await wanted('if_other_free', { others: 1, free: 1, besides: anotherCopy(true) }))).toBe(true);
    expect(await renews(await wanted('if_other_free', { others: 1, free: 1, besides: anotherCopy(false) }))).toBe(true);
    expect(await renews(await wanted('if_other_free', { others: 1, free: 0, besides: anotherCopy(false) }))).toBe(
      false,
    );
  });
});

describe('automatic renewal is the choice of the member', () => {
  const morning = async () => autoRenewLoans(t.ctx({ kind: 'system', name: 'uji' }));
  const sessionOf = async (number: string) => {
    const { id = 0 } = (await findMemberByNumber(t.db, number)) ?? {};
    return t.ctx({ kind: 'member', id, number, name: 'Dimas Aji', sessionId: 1 });
  };

  test('switched off nothing is renewed by itself; switched on it is again; both leave a trace', async () => {
    const number = await memberUnder({ autoRenewal: true, maxRenewals: 3 });
    const { loan } = await lend(number);
    const own = await sessionOf(number);
    expect((await viewAccount(own, number)).autoRenewal).toBe('on');
    await chooseAutoRenewal(own, number, false);
    await chooseAutoRenewal(own, number, false);
    expect((await viewAccount(own, number)).autoRenewal).toBe('off');
    t.clock.set('2026-12-02T06:00:00+07:00');
    await morning();
    expect((await viewAccount(own, number)).loans[0]?.renewalCount).toBe(0);
    await chooseAutoRenewal(own, number, true);
    await morning();
    expect((await viewAccount(own, number)).loans[0]).toMatchObject({ id: loan.id, renewalCount: 1 });
    const traces = await t.db
      .selectFrom('auditEvent')
      .select('after')
      .where('action', '=', 'member.auto_renewal_chosen')
      .orderBy('id')
      .execute();
    expect(traces.map(({ after }) => after)).toEqual([{ renewsItself: false }, { renewsItself: true }]);
  });

  test('nobody chooses for another member; where no rule renews by itself there is nothing to choose', async () => {
    const [number, other] = [await memberUnder({ autoRenewal: true }), await memberUnder({})];
    await expect(chooseAutoRenewal(await sessionOf(other), number, false)).rejects.toMatchObject({
      code: 'members.not_found',
    });
    await expect(
      chooseAutoRenewal(t.ctx({ grants: [{ libraryId: kota.id, permissions: ['members.read'] }] }), number, false),
    ).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(chooseAutoRenewal(t.ctx(), 'TIDAK-ADA', false)).rejects.toMatchObject({ code: 'members.not_found' });
    expect((await viewAccount(t.ctx(), other)).autoRenewal).toBeNull();
  });
});

describe('lost copies by rule', () => {
  const lose = async (values: PolicyInput, price: number | null = 45_000) => {
    const number = await memberUnder(values);
    const { itemBarcode, loan } = await lend(number);
    await t.db.updateTable('item').set({ price }).where('barcode', '=', itemBarcode).execute();
    return { number, itemBarcode, loan };
  };

  test('lostAtPrice, lostCharge and processingCharge make the bill', async () => {
    const rule = { lostAtPrice: true, lostCharge: 30_000, processingCharge: 5000 };
    const priced = await lose(rule);
    await markLost(desk(), { loanId: priced.loan.id });
    expect(await linesOf(priced.number)).toEqual([
      { kind: 'lost_item', amount: 45_000 },
      { kind: 'processing', amount: 5000 },
    ]);
    const unpriced = await lose(rule, null);
    await markLost(desk(), { loanId: unpriced.loan.id });
    expect(await owes(unpriced.number)).toBe(35_000);
    const said = await lose(rule);
    await markLost(desk(), { loanId: said.loan.id, charge: 0 });
    expect(await owes(said.number)).toBe(5000);
  });

  test('a price of 0 is not known: the default price of the type is billed, and the bill says so', async () => {
    const rule = { lostAtPrice: true, lostCharge: 1000, defaultPrice: 60_000 };
    const gift = await lose(rule, 0);
    await createPolicy(t.ctx(), { libraryId: kota.id, itemType: 'berkala', defaultPrice: 15_000 });
    await markLost(desk(), { loanId: gift.loan.id });
    const priced = await lose(rule);
    await markLost(desk(), { loanId: priced.loan.id });
    const said = await lose(rule, 0);
    await markLost(desk(), { loanId: said.loan.id, charge: 7000 });
    const none = await lose({ ...rule, defaultPrice: 0 }, 0);
    await markLost(desk(), { loanId: none.loan.id });
    const bill = async (number: string) =>
      (await viewCharges(t.ctx(), number)).data.map(({ amount, priceSource }) => [amount, priceSource]);
    expect(await bill(gift.number)).toEqual([[60_000, 'default']]);
    expect(await bill(priced.number)).toEqual([[45_000, 'copy']]);
    expect(await bill(said.number)).toEqual([[7000, 'desk']]);
    expect(await bill(none.number)).toEqual([[1000, 'rule']]);
    const { policy } = await explainPolicy(t.ctx(), { libraryId: kota.id, categoryId: 1, itemType: 'berkala' });
    expect(policy.defaultPrice).toBe(15_000);
    // found, and the return undone: what is billed again says the same
    const { loan } = await giveBack(gift.itemBarcode);
    await undoCheckIn(desk(), loan.id);
    expect((await bill(gift.number))[0]).toEqual([60_000, 'default']);
    // who pays is told on the receipt too
    const receiptOf = async ({ number }: { number: string }, amount: number) =>
      payCharges(desk(), number, { amount, method: 'cash' });
    const own = await receiptOf(priced, 45_000);
    expect(own.paid).toMatchObject([{ kind: 'lost_item', priceSource: 'copy' }]);
    expect(receiptData(own, 'id').lines[0]?.note).toMatch(/ · harga eksemplar$/);
    const fixed = await receiptOf(none, 1000);
    expect(fixed.paid).toMatchObject([{ kind: 'lost_item', priceSource: 'rule' }]);
    expect(receiptData(fixed, 'en').lines[0]?.note).toMatch(/ · by the rules$/);
  });

  test('fineCapAtPrice: a fine is not capped at a price of 0, but at the default price', async () => {
    const rule = { finePerDay: 3000, fineCapAtPrice: true };
    const [unknown, known] = [await lose(rule, 0), await lose({ ...rule, defaultPrice: 4000 }, 0)];
    t.clock.set('2026-12-07T10:00:00+07:00');
    expect((await giveBack(unknown.itemBarcode)).fine).toBe(9000);
    expect((await giveBack(known.itemBarcode)).fine).toBe(4000);
  });

  test('fineDiscount and feeDiscount: percent off fines, rental and processing, in whole rupiah', async () => {
    const rule = { finePerDay: 1000, fineDiscount: 50, rentalCharge: 2500, processingCharge: 5000, feeDiscount: 10 };
    const late = await lose({ ...rule, fineCap: 5000 });
    t.clock.set('2026-12-07T10:00:00+07:00');
    await chargeRunningFines(t.ctx({ kind: 'system', name: 'uji' }));
    expect((await giveBack(late.itemBarcode)).fine).toBe(1500);
    expect(await owes(late.number)).toBe(2250 + 1500);
    const lost = await lose({ ...rule, lostAtPrice: true });
    await markLost(desk(), { loanId: lost.loan.id });
    expect((await linesOf(lost.number)).map(({ amount }) => amount)).toEqual([2250, 45_000, 4500]);
    const free = await lose({ ...rule, feeDiscount: 100 });
    expect(await owes(free.number)).toBe(0);
  });

  test('lostRefund: what is unpaid is taken off when it is found, or nothing', async () => {
    const unpaid = await lose({ lostAtPrice: true });
    await markLost(desk(), { loanId: unpaid.loan.id });
    await giveBack(unpaid.itemBarcode);
    expect(await owes(unpaid.number)).toBe(0);
    const none = await lose({ lostAtPrice: true, lostRefund: 'none' });
    await markLost(desk(), { loanId: none.loan.id });
    await giveBack(none.itemBarcode);
    expect(await owes(none.number)).toBe(45_000);
  });
});
