import { fileTypeFromBuffer } from 'file-type';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Storage } from '#platform/storage';
import { recordAudit } from '#modules/ground/audit';
import {
  deleteAttachment,
  insertAttachment,
  insertDownload,
  selectAttachment,
  selectAttachments,
  selectMemberCategory,
  type AttachmentRow,
} from '../data/attachments.queries.ts';
import { lockBib } from '../data/bibs.queries.ts';
import { catalogErrors } from '../errors.ts';
import { authorizeBib } from '../bibs/may-write-bib.ts';
import { getBib, mayKnowAttachment } from '../bibs/get-bib.ts';
import { attachmentInput, type AttachmentInput } from '../schema.ts';

/** What is known of an attachment without opening it. */
export type Attachment = Omit<AttachmentRow, 'fileKey'>;

/** How many bytes tell the kind of a file. */
export const ATTACHMENT_HEAD = 4100;
const AUDIO = /^audio\/(?:mpeg|mp4|x-m4a|ogg|opus|flac|x-flac|wav|vnd\.wave|aac)$/;

/** A book for screens; its container is looked into by the reader, not here. */
const EPUB = 'application/epub+zip';

const withoutKey = ({ fileKey: _, ...attachment }: AttachmentRow): Attachment => attachment;

/** The kind of a file by its first bytes, where it is a PDF, an EPUB or a recording; null = it is none of these. */
export async function attachmentType(head: Uint8Array): Promise<string | null> {
  const mime = (await fileTypeFromBuffer(head))?.mime;
  return mime && (mime === 'application/pdf' || mime === EPUB || AUDIO.test(mime)) ? mime : null;
}

/** The same of a file that was sent. Refuses `platform.not_acceptable_file`. */
async function checkedType(file: Blob): Promise<string> {
  const type = await attachmentType(new Uint8Array(await file.slice(0, ATTACHMENT_HEAD).arrayBuffer()));
  if (type === null) throw platformErrors.notAcceptableFile({}, { file: 'invalid' });
  return type;
}

/**
 * Adds a PDF, an EPUB or a recording to a record. Needs `catalog.edit`. Refuses `platform.not_acceptable_file` (judged by content,
 * not by name), `catalog.bib_not_found`, `catalog.bib_deleted`.
 */
export async function addAttachment(
  ctx: Ctx,
  storage: Storage,
  input: AttachmentInput,
  file: Blob & { name?: string },
): Promise<Attachment> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const parsed = parseInput(attachmentInput, input);
  if (parsed.access === 'categories' && parsed.categoryCodes.length === 0) {
    throw platformErrors.invalidInput({}, { categoryCodes: 'required' });
  }
  const mediaType = await checkedType(file);
  const fileName = (file.name ?? 'berkas').replace(/[\p{Cc}/\\]/gu, '_').slice(-150) || 'berkas';
  const { key, sizeBytes } = await storage.put('lampiran', Readable.fromWeb(file.stream() as ReadableStream));
  try {
    const id = await ctx.db.transaction().execute(async (trx) => {
      const bib = await lockBib(trx, parsed.bibId);
      if (!bib) throw catalogErrors.bibNotFound();
      if (bib.deletedAt) throw catalogErrors.bibDeleted();
      await authorizeBib(trx, ctx, bib, 'catalog.edit');
      const values = { ...parsed, fileKey: key, fileName, mediaType, sizeBytes, createdAt: ctx.clock.now() };
      const newId = await insertAttachment(trx, values);
      await recordAudit(trx, ctx, {
        action: 'attachment.added',
        entity: 'bib',
        entityId: bib.id,
        after: { attachmentId: newId, title: parsed.title, fileName, access: parsed.access },
      });
      return newId;
    });
    const saved = await selectAttachment(ctx.db, id);
    if (!saved) throw catalogErrors.attachmentNotFound();
    return withoutKey(saved);
  } catch (error) {
    await storage.remove(key);
    throw error;
  }
}

/** What hangs on a record; open to whoever may see the record, but for files that are for staff alone. */
export async function listAttachments(ctx: Ctx, bibId: number): Promise<Attachment[]> {
  return (await selectAttachments(ctx.db, bibId)).filter((one) => mayKnowAttachment(ctx, one)).map(withoutKey);
}

/**
 * Takes an attachment away for good, in the transaction of the caller, who tells its readers and removes the file from the storage once that is
 * kept. Needs `catalog.edit`. Refuses `catalog.attachment_not_found`, `catalog.shared_record`. @returns the key of the file
 */
export async function removeAttachmentIn(trx: Tx, ctx: Ctx, id: number): Promise<string> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const attachment = await selectAttachment(trx, id);
  if (!attachment) throw catalogErrors.attachmentNotFound();
  const bib = await lockBib(trx, attachment.bibId);
  if (!bib) throw catalogErrors.bibNotFound();
  // it may have gone to another record with a merging while that was waited for
  if ((await selectAttachment(trx, id))?.bibId !== bib.id) throw platformErrors.versionConflict();
  await authorizeBib(trx, ctx, bib, 'catalog.edit');
  await deleteAttachment(trx, id);
  await recordAudit(trx, ctx, {
    action: 'attachment.removed',
    entity: 'bib',
    entityId: attachment.bibId,
    before: { attachmentId: id, title: attachment.title, fileName: attachment.fileName },
  });
  return attachment.fileKey;
}

/**
 * Whether the actor may open an attachment by its access rule; staff who hold `catalog.read` always may. Refuses
 * `catalog.bib_not_found` (hidden), `catalog.attachment_not_found` (for staff alone), `platform.sign_in_needed` (members only), `catalog.attachment_not_for_you` (other member
 * categories), `catalog.attachment_lent` (licensed: only those who keep the catalogue open it here).
 */
export async function admitToAttachment(ctx: Ctx, attachment: AttachmentRow): Promise<void> {
  await getBib(ctx, attachment.bibId);
  if (!mayKnowAttachment(ctx, attachment)) throw catalogErrors.attachmentNotFound();
  const isLent = attachment.access === 'licensed';
  if (attachment.access === 'public' || canAnywhere(ctx.actor, isLent ? 'catalog.edit' : 'catalog.read')) return;
  if (ctx.actor.kind === 'anonymous') throw platformErrors.signInNeeded();
  if (isLent) throw catalogErrors.attachmentLent();
  const category = ctx.actor.kind === 'member' ? await selectMemberCategory(ctx.db, ctx.actor.id) : null;
  const isOpen =
    attachment.access === 'members' ? category !== null : attachment.categoryCodes.includes(category ?? '');
  if (!isOpen) throw catalogErrors.attachmentNotForYou();
}

/** An attachment with its place in the storage, for modules that decide themselves who reads it. Refuses `catalog.attachment_not_found`. */
export async function findAttachment(db: Db | Tx, id: number): Promise<AttachmentRow> {
  const attachment = await selectAttachment(db, id);
  if (!attachment) throw catalogErrors.attachmentNotFound();
  return attachment;
}

/** The same for whoever may hear that it is there. Throws `catalog.attachment_not_found`. */
export async function findKnownAttachment(ctx: Ctx, id: number): Promise<AttachmentRow> {
  const attachment = await findAttachment(ctx.db, id);
  if (!mayKnowAttachment(ctx, attachment)) throw catalogErrors.attachmentNotFound();
  return attachment;
}

/** Counts that an attachment was opened, by kind of reader, not by person. */
export async function countOpening(ctx: Ctx, attachmentId: number): Promise<void> {
  const category = ctx.actor.kind === 'member' ? await selectMemberCategory(ctx.db, ctx.actor.id) : null;
  await insertDownload(ctx.db, attachmentId, category, ctx.clock.now());
}

/**
 * Opens an attachment and counts it. Refuses `catalog.attachment_not_found` and what {@link admitToAttachment} refuses.
 */
export async function openAttachment(
  ctx: Ctx,
  storage: Storage,
  id: number,
): Promise<{ attachment: Attachment; stream: Readable }> {
  const attachment = await findAttachment(ctx.db, id);
  await admitToAttachment(ctx, attachment);
  await countOpening(ctx, id);
  return { attachment: withoutKey(attachment), stream: storage.open(attachment.fileKey) };
}
