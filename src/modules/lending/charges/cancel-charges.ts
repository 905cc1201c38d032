import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { charge } from './add-charge.ts';
import type { ChargeKind } from './client.ts';
import {
  insertAllocations,
  insertLine,
  selectChargesById,
  selectChargesOfLoan,
  selectCorrections,
} from './data/ledger.queries.ts';
import { doneBy, settle } from './ledger.ts';

type ChargeOfLoan = Awaited<ReturnType<typeof selectChargesOfLoan>>[number];

export interface CancelCharges {
  loanId: number;
  /** Which kinds; left out: all. */
  kinds?: readonly ChargeKind[];
  /** true: also what was paid already, which becomes credit of the member (it can be refunded); false: only what is still owed. */
  paidToo: boolean;
  note: string | null;
}

/**
 * Takes charges of a loan off again, because their cause is gone (a return undone, a lost book found). Same duties of the caller
 * as in `charge`. @returns what was taken off, whole rupiah, 0 or more
 */
export async function cancelCharges(trx: Tx, ctx: Ctx, cancel: CancelCharges): Promise<number> {
  const { loanId, kinds, paidToo, note } = cancel;
  const lines = (await selectChargesOfLoan(trx, loanId)).filter((line) => kinds?.includes(line.kind) ?? true);
  return correctLines(trx, ctx, { lines, note, mostOf: (line) => (paidToo ? correctable(line) : line.left) });
}

/** The same for single charges, by the ids that `charge` gave. */
export async function cancelChargeLines(
  trx: Tx,
  ctx: Ctx,
  { lineIds, paidToo, note }: { lineIds: readonly number[]; paidToo: boolean; note: string | null },
): Promise<number> {
  if (lineIds.length === 0) return 0;
  const lines = await selectChargesById(trx, lineIds);
  return correctLines(trx, ctx, { lines, note, mostOf: (line) => (paidToo ? correctable(line) : line.left) });
}

/** What of a charge is neither corrected nor forgiven: paid or still owed. */
const correctable = (line: ChargeOfLoan): number => line.amount - line.corrected - line.forgiven;

/**
 * Brings the charges of one kind for a loan to a total: charges what is missing, corrects what was too much. Asking twice for
 * the same total changes nothing, so a job may run again. What was waived stays waived. Same duties of the caller as in `charge`.
 * @param wanted.amount the total, whole rupiah, 0 or more
 * @returns what was added (above 0) or taken off (below 0), whole rupiah
 */
export async function chargeUpTo(
  trx: Tx,
  ctx: Ctx,
  wanted: Parameters<typeof charge>[2] & { loanId: number },
): Promise<number> {
  const { loanId, kind, amount, note } = wanted;
  const lines = (await selectChargesOfLoan(trx, loanId)).filter((line) => line.kind === kind);
  const missing = amount - lines.reduce((sum, line) => sum + line.amount - line.corrected, 0);
  if (missing > 0) await charge(trx, ctx, { ...wanted, amount: missing });
  if (missing >= 0) return missing;
  // the newest lines were the ones too many
  const newestFirst = lines.toReversed();
  return -(await correctLines(trx, ctx, { lines: newestFirst, note, mostOf: correctable, upTo: -missing }));
}

async function correctLines(
  trx: Tx,
  ctx: Ctx,
  task: {
    lines: readonly ChargeOfLoan[];
    note: string | null;
    mostOf: (line: ChargeOfLoan) => number;
    upTo?: number;
  },
): Promise<number> {
  const { lines, note, mostOf, upTo = Infinity } = task;
  let taken = 0;
  for (const line of lines) {
    const amount = Math.min(mostOf(line), upTo - taken);
    if (amount <= 0) continue;
    const { id: ofLineId, memberId, libraryId, loanId, toTreasury, left } = line;
    const credit = { memberId, libraryId, loanId, toTreasury, note, ofLineId, kind: 'correction' as const };
    const creditLineId = await insertLine(trx, { ...credit, ...doneBy(ctx), amount: -amount });
    ctx.changes?.note('correction', creditLineId, null);
    if (left > 0) {
      await insertAllocations(trx, [{ creditLineId, chargeLineId: ofLineId, amount: Math.min(amount, left) }]);
    }
    taken += amount;
  }
  // only now (all are charges of one cause): credit from an earlier line must not reach a later one before its own correction does
  const [first] = lines;
  if (first && taken > 0) await settle(trx, first.memberId);
  return taken;
}

/**
 * Takes back what one act did to a member's account (its return or loan was a mistake): what it charged is taken off, and what it took
 * off is charged again. Same duties as in `charge`.
 * @param act ids of the lines that it wrote
 */
export async function takeBackLines(
  trx: Tx,
  ctx: Ctx,
  act: { charges: readonly number[]; corrections: readonly number[]; note: string | null },
): Promise<void> {
  await cancelChargeLines(trx, ctx, { lineIds: act.charges, paidToo: true, note: act.note });
  for (const correction of await selectCorrections(trx, act.corrections)) await charge(trx, ctx, correction);
}
