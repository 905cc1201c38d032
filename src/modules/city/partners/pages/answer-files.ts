import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Storage } from '#platform/storage';
import { findFile, updateFile } from '../data/page-posts.queries.ts';
import { partnerErrors } from '../errors.ts';
import { heldLink } from './held-link.ts';
import { answerWords, refusalWords } from './schema.ts';

/** Holds the page on which a document was left, and reads it under its lock. */
async function heldFile(trx: Tx, id: number, version: number) {
  const seen = await findFile(trx, id);
  if (!seen) throw partnerErrors.postNotFound();
  const { partner } = await heldLink(trx, seen.linkId);
  const file = await findFile(trx, id);
  if (!file) throw partnerErrors.postNotFound();
  if (file.version !== version) throw platformErrors.versionConflict();
  return { file, partner };
}

/** Keeps a document that a partner left. Needs `partners.manage`. Throws `partners.post_not_found`, `answered_twice`, `platform.version_conflict`, `platform.invalid_input`. */
export async function acceptFile(
  ctx: Ctx,
  id: number,
  { version, ...input }: { version: number; answer?: string | undefined },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { answer } = parseInput(answerWords, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { file, partner } = await heldFile(trx, id, version);
    if (file.state !== 'waiting') throw partnerErrors.answeredTwice();
    const by = { answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor) };
    await updateFile(trx, id, { state: 'accepted', answer, ...by });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_page.file_accepted', entity: 'partner', entityId: partner.id },
      ...{ libraryId: partner.libraryId, after: { link: file.linkId, file: id } },
    });
  });
}

/** Removes a document, kept or not, and says why: it is gone from the disk. Needs `partners.manage`. Throws `partners.post_not_found`, `answered_twice`, `platform.version_conflict`, `platform.invalid_input`. */
export async function removeFile(
  ctx: Ctx,
  storage: Storage,
  id: number,
  { version, ...input }: { version: number; answer: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { answer } = parseInput(refusalWords, input);
  const gone = await ctx.db.transaction().execute(async (trx) => {
    const { file, partner } = await heldFile(trx, id, version);
    if (file.fileKey === null) throw partnerErrors.answeredTwice();
    const by = { answeredAt: ctx.clock.now(), answeredBy: actorName(ctx.actor) };
    const blank = { fileKey: null, fileType: null, fileBytes: null };
    await updateFile(trx, id, { state: 'removed', answer, ...by, ...blank });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_page.file_removed', entity: 'partner', entityId: partner.id },
      ...{ libraryId: partner.libraryId, after: { link: file.linkId, file: id } },
    });
    return file.fileKey;
  });
  await storage.remove(gone);
}

/** A document as it came, to be saved. Needs `partners.manage`. Throws `partners.post_not_found`. */
export async function openPageFile(ctx: Ctx, storage: Storage, id: number) {
  authorizeAnywhere(ctx, 'partners.manage');
  const found = await findFile(ctx.db, id);
  if (!found || found.fileKey === null || found.fileType === null) throw partnerErrors.postNotFound();
  const ending = found.fileType === 'application/pdf' ? 'pdf' : found.fileType.slice('image/'.length);
  return {
    fileName: `berkas-mitra-${found.id}.${ending}`,
    mediaType: found.fileType,
    stream: storage.open(found.fileKey),
  };
}
