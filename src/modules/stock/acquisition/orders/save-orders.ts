import type { Library } from '#modules/ground/libraries';
import { parseInput } from '#platform/requests/parse-input';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { lockOrder } from '../data/orders.queries.ts';
import { acquisitionErrors } from '../errors.ts';
import { writeBudget } from './manage-budgets.ts';
import { deliveryInput, lineInput, orderInput, type LineInput } from './order-schema.ts';
import { receiveLocked } from './receive-delivery.ts';
import { placeLocked, writeLine, writeOrder } from './write-order.ts';

/** A budget and an order from it, as they stand somewhere else; ids are of this network. */
export interface PastOrder {
  library: Pick<Library, 'id' | 'code' | 'timeZone'>;
  supplier: string;
  supplierAddress: string;
  note: string;
  /** `received`: so many of its copies have come. */
  lines: readonly { line: Omit<LineInput, 'libraryId'>; received: number }[];
  invoice: string;
}

/** Budgets brought in, within the caller's transaction, which answers for the permission. @returns their ids */
export async function saveBudgets(
  trx: Tx,
  ctx: Ctx,
  budgets: readonly { libraryId: number; source: string; year: number; name: string; amount: number }[],
): Promise<number[]> {
  const ids: number[] = [];
  for (const { libraryId, ...budget } of budgets) ids.push(await writeBudget(trx, ctx, libraryId, budget));
  return ids;
}

/** An order brought in, placed, and what has come of it received, within the caller's transaction, which answers for the permission. */
export async function saveOrder(trx: Tx, ctx: Ctx, past: PastOrder): Promise<number> {
  const { library, lines, invoice, ...given } = past;
  const id = await writeOrder(trx, ctx, library, parseInput(orderInput, given));
  const draft = await lockOrder(trx, id);
  if (!draft) throw acquisitionErrors.orderNotFound();
  const came: { lineId: number; copies: number }[] = [];
  for (const { line, received } of lines) {
    const lineId = await writeLine(trx, ctx, draft, parseInput(lineInput, { ...line, libraryId: library.id }));
    if (received > 0) came.push({ lineId, copies: received });
  }
  await placeLocked(trx, ctx, draft, null);
  const placed = await lockOrder(trx, id);
  if (!placed || came.length === 0) return id;
  const requestKey = `brought-in-${draft.number}`;
  await receiveLocked(trx, ctx, placed, parseInput(deliveryInput, { requestKey, invoice, lines: came, ready: true }));
  return id;
}
