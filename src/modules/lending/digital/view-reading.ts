import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { catalogErrors, countOpening, findAttachment, getBib, type AttachmentRow } from '#modules/collection/catalog';
import { admitReader } from './admit-reader.ts';
import { digitalErrors } from './errors.ts';
import { readerKindOf, type ReaderKind } from './rules/reader-kind.ts';

/** `sign_in`: members only; `other_members`: only some kinds of members; `not_borrowed`: lent, and not to this reader. */
export type Admission = 'open' | 'sign_in' | 'other_members' | 'not_borrowed';

export interface Reading {
  id: number;
  title: string;
  kind: ReaderKind;
  fileName: string;
  sizeBytes: number;
  /** Lent to a few readers at a time. */
  licensed: boolean;
  bib: { id: number; title: string };
  admission: Admission;
}

/**
 * A file as its reading page shows it, also to who may not read it: they are told what they can do.
 * @param isOpening counted as an opening, where it is open to the actor
 * Refuses `catalog.attachment_not_found`, `catalog.bib_not_found`.
 */
export async function viewReading(ctx: Ctx, attachmentId: number, isOpening: boolean): Promise<Reading> {
  const attachment = await findAttachment(ctx.db, attachmentId);
  const { id, derived } = await getBib(ctx, attachment.bibId);
  const kind = readerKindOf(attachment.mediaType);
  if (!kind) throw catalogErrors.attachmentNotFound();
  const admission = await admissionOf(ctx, attachment);
  if (isOpening && admission === 'open') await countOpening(ctx, attachmentId);
  const { title, fileName, sizeBytes, access } = attachment;
  const bib = { id, title: derived.title };
  return { id: attachmentId, title, kind, fileName, sizeBytes, licensed: access === 'licensed', bib, admission };
}

const REFUSALS: Record<string, Admission> = {
  [platformErrors.signInNeeded().code]: 'sign_in',
  [catalogErrors.attachmentNotForYou().code]: 'other_members',
  [digitalErrors.notBorrowed().code]: 'not_borrowed',
};

async function admissionOf(ctx: Ctx, attachment: AttachmentRow): Promise<Admission> {
  try {
    await admitReader(ctx, attachment);
    return 'open';
  } catch (error) {
    const known = error instanceof AppError ? REFUSALS[error.code] : undefined;
    if (known) return known;
    throw error;
  }
}
