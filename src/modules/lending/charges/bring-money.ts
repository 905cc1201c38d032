import { recordAudit } from '#modules/ground/audit';
import { getSetting } from '#modules/ground/libraries';
import { lockMembersById } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { ChargeKind } from './client.ts';
import {
  deleteBroughtLines,
  insertBroughtLines,
  selectOpenPartsOf,
  type BroughtLine,
} from './data/brought-money.queries.ts';
import { insertAllocations } from './data/ledger.queries.ts';
import { allocateOldestFirst } from './rules/allocate-oldest-first.ts';

/** What another system says of a member's money: what was owed for one thing, and what was paid for it. */
export interface BroughtMoney {
  memberId: number;
  libraryId: number;
  loanId: number | null;
  kind: ChargeKind;
  /** Whole rupiah, 0 or more; not both 0. */
  owed: number;
  paid: number;
  note: string | null;
  at: Date;
}

/** The line that stands for it (of a charge and its payment: the charge), all of them, and what it added to the member's balance; null = the member is gone. */
export type BroughtLines = { lineId: number; lineIds: number[]; booked: number } | null;

/** So few lines that one statement takes them. */
const ALLOCATIONS_AT_ONCE = 5000;

/**
 * Takes over money of another system in bulk, in the caller's transaction; the caller has checked the permission. What was paid there is no money
 * of a till here: it has no receipt, and stands in the cash of no day. It pays first for what it was paid for; what is left of it goes to the oldest
 * charge, as always.
 * @param by what is written where somebody at a desk would stand
 * @returns what became of each, in their order
 */
export async function bringMoney(
  trx: Tx,
  ctx: Ctx,
  money: readonly BroughtMoney[],
  by: string,
): Promise<BroughtLines[]> {
  const members = await lockMembersById(trx, [...new Set(money.map(({ memberId }) => memberId))]);
  const treasuryKinds = await getSetting(trx, 'treasuryKinds');
  const lines: BroughtLine[] = [];
  const places = money.map((one) => {
    const { owed, paid, kind, note, ...about } = one;
    if (!members.has(one.memberId)) return null;
    const add = (line: Pick<BroughtLine, 'kind' | 'amount' | 'note' | 'toTreasury'>): number =>
      lines.push({ ...about, ...line }) - 1;
    const toTreasury = treasuryKinds.includes(kind);
    const charge = owed > 0 ? add({ kind, amount: owed, note, toTreasury }) : null;
    // beside its charge it need not say again what it is for
    const paidFor = charge === null ? note : null;
    const payment = paid > 0 ? add({ kind: 'paid_before', amount: -paid, note: paidFor, toTreasury: false }) : null;
    return { charge, payment, both: Math.min(owed, paid) };
  });
  const ids = await insertBroughtLines(trx, lines, by);
  const allocations = places.flatMap((place) =>
    place === null || place.both === 0
      ? []
      : [
          {
            creditLineId: ids[place.payment ?? -1] ?? 0,
            chargeLineId: ids[place.charge ?? -1] ?? 0,
            amount: place.both,
          },
        ],
  );
  await insertAllocations(trx, allocations);
  await settleMany(trx, [...members.keys()]);
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  if (lines.length > 0) {
    await recordAudit(trx, ctx, {
      action: 'charge.brought',
      entity: 'member',
      entityId: 'ledger',
      after: { lines: lines.length, total },
    });
  }
  return places.map((place) => {
    if (place === null) return null;
    const { charge, payment } = place;
    const booked = [charge, payment].reduce<number>((sum, at) => sum + (at === null ? 0 : (lines[at]?.amount ?? 0)), 0);
    const lineIds = [charge, payment].flatMap((at) => (at === null ? [] : [ids[at] ?? 0]));
    return { lineId: ids[charge ?? payment ?? -1] ?? 0, lineIds, booked };
  });
}

/** Lets the credit of members pay for what they owe, the oldest first, as after every change of one member's money. */
async function settleMany(trx: Tx, memberIds: readonly number[]): Promise<void> {
  const open = Map.groupBy(await selectOpenPartsOf(trx, memberIds), ({ memberId }) => memberId);
  const allocations = [...open.values()].flatMap((parts) =>
    allocateOldestFirst(
      parts.filter(({ amount }) => amount < 0),
      parts.filter(({ amount }) => amount > 0),
    ),
  );
  for (let at = 0; at < allocations.length; at += ALLOCATIONS_AT_ONCE) {
    await insertAllocations(trx, allocations.slice(at, at + ALLOCATIONS_AT_ONCE));
  }
}

/**
 * Takes money back that another system brought, in the caller's transaction. The caller has checked the permission, and knows that nothing here has
 * been booked against it. Balances are sums of lines: they are then what they were before.
 */
export async function takeBackMoney(trx: Tx, ctx: Ctx, lineIds: readonly number[]): Promise<void> {
  await deleteBroughtLines(trx, lineIds);
  const count = { entityId: 'ledger', after: { lines: lineIds.length } };
  await recordAudit(trx, ctx, { action: 'charge.taken_back', entity: 'member', ...count });
}
