import { recordAudit } from '#modules/ground/audit';
import { lockItemByBarcode, setAside } from '#modules/collection/catalog';
import { oneAct, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import type { Program } from '../client.ts';
import { endCopyAside, selectCopiesAside, selectToFree, type AsideFilter } from '../data/copies.queries.ts';
import { lockProgram, selectProgram } from '../data/programs.queries.ts';
import { isOver } from '../rules/states.ts';

const BATCH = 200;

/**
 * Copies that were set aside are free again, for the shelf or for who waits: those of a programme, or of a part of it. Again, nothing
 * changes. In the transaction of the caller, who has locked the programme. @returns how many
 */
export async function releaseCopies(
  trx: Tx,
  ctx: Ctx,
  { id: programId, library }: Pick<Program, 'id' | 'library'>,
  { which = {}, how }: { which?: AsideFilter; how: 'released' | 'over' },
): Promise<number> {
  const copies = await selectCopiesAside(trx, programId, which);
  const barcodes: string[] = [];
  // copies are locked in the order of their ids, as whoever sets them aside does
  for (const { id, itemId, barcode } of copies.toSorted((a, b) => a.itemId - b.itemId)) {
    await lockItemByBarcode(trx, barcode);
    if (!(await endCopyAside(trx, id, { endedAt: ctx.clock.now(), endedHow: how }))) continue;
    await setAside(trx, itemId, null);
    barcodes.push(barcode);
  }
  if (barcodes.length > 0) {
    await recordAudit(trx, ctx, {
      action: 'program.copies_released',
      entity: 'program',
      entityId: programId,
      libraryId: library.id,
      before: { itemBarcodes: barcodes },
    });
  }
  return barcodes.length;
}

/** Frees what was set aside for a day that is over, or for a programme that is. @returns how many copies */
export async function releasePastCopies(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectToFree(ctx.db, ctx.clock.now(), BATCH), async (id) => {
    count += await ctx.db.transaction().execute(async (trx) => {
      await lockProgram(trx, id);
      const program = await selectProgram(trx, id);
      if (!program) return 0;
      const act = oneAct(ctx);
      const which = isOver(program.state) ? {} : { pastAt: act.clock.now() };
      return releaseCopies(trx, act, program, { which, how: 'over' });
    });
  });
  round.end();
  return count;
}
