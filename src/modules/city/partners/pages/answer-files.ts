import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Storage } from '#platform/storage';
import { findFile, updateFile } from '../data/page-posts.queries.ts';
import { partnerErrors } from '../errors.ts';
import { answeredBy, heldPost, waitingPost } from './held-post.ts';
import { answerWords, refusalWords } from './schema.ts';

/** Keeps a document that a partner left. Needs `partners.manage`. Throws `partners.post_not_found`, `answered_twice`, `platform.version_conflict`, `platform.invalid_input`. */
export async function acceptFile(
  ctx: Ctx,
  id: number,
  { version, ...input }: { version: number; answer?: string | undefined },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { answer } = parseInput(answerWords, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { post: file, partner } = await waitingPost(trx, findFile, { id, version });
    await updateFile(trx, id, { state: 'accepted', answer, ...answeredBy(ctx) });
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
    const { post: file, partner } = await heldPost(trx, findFile, { id, version });
    if (file.fileKey === null) throw partnerErrors.answeredTwice();
    const blank = { fileKey: null, fileType: null, fileBytes: null };
    await updateFile(trx, id, { state: 'removed', answer, ...answeredBy(ctx), ...blank });
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
