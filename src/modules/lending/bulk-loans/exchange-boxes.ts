import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { findBoxByCode, selectOpenItems, type BoxRow, type BulkLoanRow } from './data/bulk-loans.queries.ts';
import type { Tx } from '#platform/database/db';
import { bulkLoanErrors } from './errors.ts';
import { letGo } from './hand-over.ts';
import { isWithReader, lockAll, lockBoxed, lockRunning, refreshStatus, takeOneBack, trace } from './loan-support.ts';
import { readBoxCode } from './box-code.ts';

export interface ExchangeInput {
  /** The box that comes back, by its code … */
  backBox: string;
  /** … and the packed one of the same bulk loan that stays instead; null = none. */
  newBox: string | null;
  /** Barcodes that are not in the box: they stay away and are looked for later. */
  notInside?: readonly string[];
  /** Where the box comes in; else the desk's library. */
  libraryId?: number | null;
}
export interface Exchanged {
  bulkLoanId: number;
  returned: number;
  /** Not inside, or still on loan to a reader there. */
  stillAway: { barcode: string; onLoan: boolean }[];
  handedOver: number;
  /** Copies that somebody waits for, or that have to travel on: what the desk has to set apart. */
  apart: { barcode: string; title: string; kind: 'hold_shelf' | 'to_library' }[];
}

/**
 * Swaps boxes in one step: all that is in the box comes back, the new box leaves. What readers of the unit still have on loan, and
 * what was not inside, stays away. Needs `bulk_loans.manage`. Refuses `bulk_loans.box_not_found`, `box_here` (it never left),
 * `box_gone` (the new one has left already).
 */
export async function exchangeBoxes(ctx: Ctx, input: ExchangeInput): Promise<Exchanged> {
  const libraryId = input.libraryId ?? ctx.libraryId;
  if (libraryId === null) throw platformErrors.invalidInput({}, { library: 'required' });
  authorize(ctx, 'loans.check_in', libraryId);
  const notInside = new Set(input.notInside);
  return ctx.db.transaction().execute(async (trx) => {
    const seen = await boxOf(trx, input.backBox);
    const loan = await lockRunning(trx, ctx, seen.bulkLoanId);
    const back = await boxOf(trx, input.backBox);
    if (back.handedOverAt === null) throw bulkLoanErrors.boxHere({ box: back.nth });
    const opens = await selectOpenItems(trx, { bulkLoanId: loan.id, boxId: back.id });
    const fresh = input.newBox ? await freshBox(trx, loan, input.newBox) : null;
    await lockAll(trx, [
      ...opens,
      ...(fresh ? await selectOpenItems(trx, { bulkLoanId: loan.id, boxId: fresh.id }) : []),
    ]);
    const result: Exchanged = { bulkLoanId: loan.id, returned: 0, stillAway: [], handedOver: 0, apart: [] };
    if (fresh) {
      result.handedOver = (await letGo(trx, ctx, loan, [fresh])).items;
      if (result.handedOver === 0) throw bulkLoanErrors.nothingPacked({ number: loan.number }, { newBox: 'invalid' });
    }
    for (const open of opens) {
      if (notInside.has(open.barcode)) {
        result.stillAway.push({ barcode: open.barcode, onLoan: false });
        continue;
      }
      const locked = await lockBoxed(trx, open);
      if (isWithReader(locked)) {
        result.stillAway.push({ barcode: open.barcode, onLoan: true });
        continue;
      }
      const { item, placement } = await takeOneBack(trx, ctx, { open, locked, libraryId });
      result.returned += 1;
      if (placement.kind !== 'shelf')
        result.apart.push({ barcode: item.barcode, title: item.title, kind: placement.kind });
    }
    await trace(trx, ctx, loan, 'bulk_loan.exchanged', {
      box: back.nth,
      returned: result.returned,
      handedOver: result.handedOver,
    });
    await refreshStatus(trx, ctx, loan);
    return result;
  });
}

/** The box that stays there instead. */
async function freshBox(trx: Tx, loan: BulkLoanRow, scanned: string): Promise<BoxRow> {
  const fresh = await boxOf(trx, scanned);
  if (fresh.bulkLoanId !== loan.id) throw bulkLoanErrors.boxNotFound({ box: fresh.code }, { newBox: 'invalid' });
  if (fresh.handedOverAt !== null) throw bulkLoanErrors.boxGone({ box: fresh.nth }, { newBox: 'invalid' });
  return fresh;
}

async function boxOf(trx: Tx, scanned: string): Promise<BoxRow> {
  const code = readBoxCode(scanned);
  const box = await findBoxByCode(trx, code);
  if (!box) throw bulkLoanErrors.boxNotFound({ box: code });
  return box;
}
