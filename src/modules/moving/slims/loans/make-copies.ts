import { findItemByBarcode, newRecord, saveBibBatch, type BibDraft } from '#modules/collection/catalog';
import { noteMade } from '#modules/moving/engine';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import type { MarcDataField } from '#shared/marc/record';
import type { Run } from '../run.ts';

/** A copy that the reader still has, and SLiMS not any more. */
export interface MissingCopy {
  barcode: string;
  /** What the history of loans calls it; '' = nobody knows. */
  title: string;
}

const UNKNOWN = '[Judul tidak diketahui]';
const NOTE = 'Dibuat saat pindah dari SLiMS: eksemplarnya masih dipinjam, tetapi datanya sudah dihapus.';

const field = (tag: string, ind1: string, ind2: string, value: string): MarcDataField => ({
  ...{ tag, ind1, ind2 },
  subfields: [{ code: 'a', value }],
});

/**
 * Makes copies for loans that still run, each under a title of its own that the public does not see: what comes back to the desk shall be known.
 * @returns ids of copies by barcode; a barcode that another copy has here is not in it
 */
export async function makeCopies(
  trx: Tx,
  ctx: Ctx,
  run: Pick<Run, 'library' | 'source' | 'runId'>,
  missing: readonly MissingCopy[],
): Promise<Map<string, number>> {
  const { library } = run;
  const today = localDate(ctx.clock.now(), library.timeZone);
  const record = newRecord('buku', today);
  const free: MissingCopy[] = [];
  for (const copy of missing) {
    const isWanted = free.some(({ barcode }) => barcode === copy.barcode);
    if (!isWanted && (await findItemByBarcode(trx, copy.barcode)) === null) free.push(copy);
  }
  const drafts = free.map(({ barcode, title }): BibDraft => {
    const own = [field('245', '0', '0', title || UNKNOWN), field('500', ' ', ' ', NOTE)];
    const fields = [...record.fields, ...own].toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));
    const item = { libraryId: library.id, itemType: 'umum', barcode, copyNote: NOTE };
    return { mode: 'create', marc: { ...record, fields }, hidden: true, items: [item] };
  });
  const saved = drafts.length === 0 ? [] : await saveBibBatch(trx, ctx, drafts);
  const titles = saved.map(({ bibId }) => bibId);
  const copies = saved.flatMap(({ itemIds }) => itemIds);
  await noteMade(trx, run, 'title', titles);
  await noteMade(trx, run, 'copy', copies);
  return new Map(
    free.flatMap(({ barcode }, i) => {
      const itemId = saved[i]?.itemIds[0];
      return itemId === undefined ? [] : [[barcode, itemId] as const];
    }),
  );
}
