import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, can, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import type { PrintBatch } from './client.ts';
import { findBatch, selectBatches, setPrinted } from './data/batches.queries.ts';
import { printingErrors } from './errors.ts';
import { PRINT_KINDS } from './rules/layout.ts';

/** Batches of a library, the newest first; those of members' cards only for who may edit members. Needs `printing.print` there. */
export async function listBatches(
  ctx: Ctx,
  libraryId: number,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ data: PrintBatch[]; next: string | null }> {
  authorize(ctx, 'printing.print', libraryId);
  const members = mayPrintMembers(ctx, libraryId);
  const after = decodeCursor(cursor, z.tuple([z.number().int()]));
  const rows = await selectBatches(ctx.db, {
    libraryId,
    kinds: PRINT_KINDS.filter((kind) => kind !== 'member' || members),
    limit,
    ...(after && { beforeId: after[0] }),
  });
  return toPage(rows, limit, (row) => [row.id]);
}

const mayPrintMembers = (ctx: Ctx, libraryId: number): boolean => can(ctx.actor, 'members.edit', libraryId);

/** One batch. Needs `printing.print` at its library, for members' cards `members.edit`, too. Throws `printing.not_found`. */
export async function getBatch(ctx: Ctx, id: number): Promise<PrintBatch> {
  authorizeAnywhere(ctx, 'printing.print');
  const batch = await findBatch(ctx.db, id);
  if (!batch) throw printingErrors.notFound();
  authorize(ctx, 'printing.print', batch.library.id);
  if (batch.kind === 'member') authorize(ctx, 'members.edit', batch.library.id);
  return batch;
}

/** A batch of members' cards may hold members of other libraries: those whom this desk does not serve are not shown. */
export const seesMember = (ctx: Ctx, homeLibraryId: number): boolean =>
  can(ctx.actor, 'members.edit', homeLibraryId) && serves(ctx.actor, 'members.edit', homeLibraryId);

/**
 * Notes that a batch came out right: its labels are not chosen again by "not yet printed". Needs what {@link getBatch} needs.
 * @param printed false = it did not, after all
 */
export async function markPrinted(ctx: Ctx, id: number, printed: boolean): Promise<void> {
  const batch = await getBatch(ctx, id);
  if ((batch.printedAt !== null) === printed) return;
  await ctx.db.transaction().execute(async (trx) => {
    await setPrinted(trx, id, printed ? ctx.clock.now() : null);
    const what = { entity: 'print_batch', entityId: id, libraryId: batch.library.id };
    await (printed
      ? recordAudit(trx, ctx, { action: 'print_batch.printed', ...what })
      : recordAudit(trx, ctx, { action: 'print_batch.unprinted', ...what }));
  });
}
