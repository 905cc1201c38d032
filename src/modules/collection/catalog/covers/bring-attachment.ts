import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { insertAttachment, type AttachmentRow } from '../data/attachments.queries.ts';
import { lockBib, selectBibs, wasMerged, type BibRow } from '../data/bibs.queries.ts';

/** A file that another system brings for a record that it brought. */
export type BroughtAttachment = Omit<AttachmentRow, 'id' | 'createdAt' | 'downloads'>;

const stands = (bib: BibRow | undefined): boolean => bib !== undefined && bib.deletedAt === null;

/** Whether a file would be hung on this record, or on what it was merged into; nothing is changed. */
export async function foreseeAttachment(db: Db, bibId: number): Promise<boolean> {
  const [bib] = await selectBibs(db, [bibId]);
  return stands(bib) || (await wasMerged(db, bibId));
}

/**
 * Hangs a file of another system on a record that it brought. In the caller's transaction; the caller has checked the permission and the kind of the
 * file (`attachmentType`), and has stored it. @returns its id; null = the record was deleted or merged here
 */
export async function bringAttachment(trx: Tx, ctx: Ctx, file: BroughtAttachment): Promise<number | null> {
  const { bibId, title, fileName, access } = file;
  if (!stands(await lockBib(trx, bibId))) return null;
  const id = await insertAttachment(trx, { ...file, createdAt: ctx.clock.now() });
  await recordAudit(trx, ctx, {
    action: 'attachment.added',
    entity: 'bib',
    entityId: bibId,
    after: { attachmentId: id, title, fileName, access },
  });
  return id;
}
