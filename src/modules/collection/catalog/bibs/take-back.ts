import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { deleteAttachments } from '../data/attachments.queries.ts';
import { deleteBibs } from '../data/bib-rows.queries.ts';
import { deleteItems } from '../data/items.queries.ts';

/**
 * Takes records back that another system brought, with the links to their headings, in the caller's transaction. The caller has checked the permission,
 * holds the rows, and knows that nothing points at them; the database refuses what still does.
 * @returns pictures that nothing names any more, to be removed once this stands
 */
export async function takeBackBibs(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<string[]> {
  const files = await deleteBibs(trx, ids);
  const count = { entityId: 'all', after: { titles: ids.length } };
  await recordAudit(trx, ctx, { action: 'bib.taken_back', entity: 'bib', ...count });
  return files;
}

/** The same for copies; who lent them is no matter of the catalogue. */
export async function takeBackItems(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<string[]> {
  await deleteItems(trx, ids);
  const count = { entityId: 'all', after: { copies: ids.length } };
  await recordAudit(trx, ctx, { action: 'item.taken_back', entity: 'item', ...count });
  return [];
}

/** The same for files that hang on records. @returns where they lie, to be removed once this stands */
export async function takeBackAttachments(trx: Tx, ctx: Ctx, ids: readonly number[]): Promise<string[]> {
  const files = await deleteAttachments(trx, ids);
  const count = { entityId: 'all', after: { attachments: ids.length } };
  await recordAudit(trx, ctx, { action: 'attachment.taken_back', entity: 'bib', ...count });
  return files;
}
