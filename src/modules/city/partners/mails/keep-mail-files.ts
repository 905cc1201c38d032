import { sortFiles, type CleanFile } from '#modules/city/service';
import type { Tx } from '#platform/database/db';
import type { MailAttachment } from '#platform/receiving/mail-takers';
import type { Storage } from '#platform/storage';
import { insertMailFiles } from '../data/mails.queries.ts';

/** Where files of mails with partners lie. */
export const MAIL_AREA = 'surel-mitra';

type Keep = (trx: Tx, mailId: number) => Promise<void>;

/** Pictures and PDFs as they may be kept: judged by their content and made anew, some of them; the others are left, and counted. */
export const sortAttachments = async (
  files: readonly MailAttachment[],
): Promise<{ clean: CleanFile[]; left: number }> =>
  sortFiles(
    files.map(({ bytes }) => bytes),
    false,
  );

/** Puts files away and does the work that writes them down; where that fails, or never does so, they go again. */
export async function withMailFiles<T>(
  storage: Storage,
  clean: readonly CleanFile[],
  work: (keep: Keep) => Promise<T>,
): Promise<T> {
  const kept: { fileKey: string; mediaType: string; sizeBytes: number }[] = [];
  let isWritten = false;
  try {
    for (const { mediaType, bytes } of clean) {
      const { key: fileKey, sizeBytes } = await storage.put(MAIL_AREA, bytes);
      kept.push({ fileKey, mediaType, sizeBytes });
    }
    const result = await work(async (trx, mailId) => {
      await insertMailFiles(
        trx,
        kept.map((file) => ({ ...file, mailId })),
      );
      isWritten = true;
    });
    if (!isWritten) for (const { fileKey } of kept) await storage.remove(fileKey);
    return result;
  } catch (error) {
    for (const { fileKey } of kept) await storage.remove(fileKey);
    throw error;
  }
}
