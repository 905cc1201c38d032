import { fileTypeFromBuffer } from 'file-type';
import type { Tx } from '#platform/database/db';
import { AppError, platformErrors } from '#platform/errors';
import { remakePicture } from '#platform/papers/picture';
import { redrawPdf } from '#platform/papers/redraw-pdf';
import type { Storage } from '#platform/storage';
import { TICKET_FILES, TICKET_FILE_MEGABYTES } from '../client.ts';
import { insertFiles } from '../data/messages.queries.ts';

/** Where files of messages lie. */
export const FILE_AREA = 'masukan';
const SNIFFED = 4100;
const MAX_BYTES = TICKET_FILE_MEGABYTES * 1024 * 1024;
const WIDEST = 1600;
const FIELD = 'files';
const PDF_REASONS = {
  unreadable: 'service_pdf_unreadable',
  marks: 'service_pdf_marks',
  too_long: 'service_pdf_too_long',
} as const;
const NO_COMPILER = platformErrors.pdfUnavailable().code;
/** Of what came by mail no more is looked at: each look takes time. */
const MOST_TRIED = 10;

/** A file as it may be kept. */
export interface CleanFile {
  mediaType: string;
  bytes: Uint8Array;
}

interface KeptFile {
  fileKey: string;
  mediaType: string;
  sizeBytes: number;
}

function refuseLarge(size: number): void {
  if (size <= MAX_BYTES) return;
  throw platformErrors.tooLarge({ megabytes: TICKET_FILE_MEGABYTES }, { [FIELD]: 'file_too_large' });
}

/**
 * What is kept of a file: a picture anew, without place, time and device; the pages of a PDF, without who made it. Judged by content, not by
 * name.
 */
async function cleaned(bytes: Uint8Array, isNameless: boolean): Promise<CleanFile> {
  refuseLarge(bytes.length);
  // what it cannot make out is nothing that is kept
  const type = await fileTypeFromBuffer(bytes.subarray(0, SNIFFED)).catch(() => undefined);
  if (type?.mime.startsWith('image/')) {
    const resize = { width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true } as const;
    const how = { resize, quality: 80, megabytes: TICKET_FILE_MEGABYTES, field: FIELD };
    return { mediaType: 'image/webp', bytes: await remakePicture(bytes, how) };
  }
  if (type?.mime !== 'application/pdf')
    throw platformErrors.notAcceptableFile({}, { [FIELD]: 'service_picture_or_pdf' });
  // a photo inside a PDF may still say where and by whom it was taken
  if (isNameless) throw platformErrors.notAcceptableFile({}, { [FIELD]: 'service_pdf_names_maker' });
  const redrawn = await redrawPdf(bytes, { field: FIELD, reasons: PDF_REASONS });
  refuseLarge(redrawn.length);
  return { mediaType: type.mime, bytes: redrawn };
}

/** What is kept of files; the first that may not be kept refuses all. */
async function allCleaned(files: readonly Blob[], isNameless: boolean): Promise<CleanFile[]> {
  if (files.length > TICKET_FILES) throw platformErrors.invalidInput({}, { [FIELD]: 'service_too_many_files' });
  const clean: CleanFile[] = [];
  for (const file of files) {
    refuseLarge(file.size);
    clean.push(await cleaned(new Uint8Array(await file.arrayBuffer()), isNameless));
  }
  return clean;
}

/**
 * What is kept of files that nobody can be asked about any more: those that may not be kept, and those too many, are left.
 * @returns with how many were left
 */
export async function sortFiles(
  files: readonly Uint8Array[],
  isNameless: boolean,
): Promise<{ clean: CleanFile[]; left: number }> {
  const clean: CleanFile[] = [];
  for (const file of files.slice(0, MOST_TRIED)) {
    if (clean.length === TICKET_FILES) break;
    try {
      clean.push(await cleaned(file, isNameless));
    } catch (error) {
      // too busy is no fault of the file, and passes; a machine on which no PDF can be cleaned stays so, and the words matter more
      const isLeft = error instanceof AppError && (error.status < 500 || error.code === NO_COMPILER);
      if (!isLeft) throw error;
    }
  }
  return { clean, left: files.length - clean.length };
}

/**
 * Puts files away that came with a message, cleaned, and does the work that writes them down; where that fails they go again. Throws
 * `platform.too_large`, `platform.not_acceptable_file`, `platform.invalid_input` at `files`.
 * @param work called with what writes the files down for a message; without that call they go, too
 */
export async function withFiles<T>(
  storage: Storage,
  { files, isNameless }: { files: readonly Blob[]; isNameless: boolean },
  work: (keep: (trx: Tx, messageId: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const sent = files.filter(({ size }) => size > 0);
  return withCleanFiles(storage, await allCleaned(sent, isNameless), work);
}

/** {@link withFiles} for what is cleaned. */
export async function withCleanFiles<T>(
  storage: Storage,
  files: readonly CleanFile[],
  work: (keep: (trx: Tx, messageId: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const kept: KeptFile[] = [];
  let isWritten = false;
  try {
    for (const { mediaType, bytes } of files) {
      const { key: fileKey, sizeBytes } = await storage.put(FILE_AREA, bytes);
      kept.push({ fileKey, mediaType, sizeBytes });
    }
    const result = await work(async (trx, messageId) => {
      await insertFiles(
        trx,
        kept.map((file) => ({ ...file, messageId })),
      );
      isWritten = true;
    });
    if (!isWritten) await removeAll(storage, kept);
    return result;
  } catch (error) {
    await removeAll(storage, kept);
    throw error;
  }
}

async function removeAll(storage: Storage, files: readonly KeptFile[]): Promise<void> {
  for (const { fileKey } of files) await storage.remove(fileKey);
}
