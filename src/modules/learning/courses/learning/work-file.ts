import { fileTypeFromBuffer } from 'file-type';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { remakePicture } from '#platform/papers/picture';
import type { SentFile } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { WORK_MEGABYTES } from '../client.ts';
import { findLearner } from '../data/learners.queries.ts';
import { findOwnFile, type KeptFile } from '../data/works.queries.ts';
import { courseErrors } from '../errors.ts';
import { learnerOf, type Learner } from './learner.ts';
import { courseAt } from './open-course.ts';

/** In which folder files of work are kept. */
export const FILE_AREA = 'tugas';
const MAX_BYTES = WORK_MEGABYTES * 1024 * 1024;
const WIDEST = 1600;
const NAME_LENGTH = 120;
/** Kinds of files that are kept as they are, and what their names end with. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
};

/** What is kept of a file: a picture anew, without where and when it was taken, a document as it is. Judged by content, not by name. */
async function keptOf(file: Blob): Promise<{ bytes: Uint8Array; mediaType: string; ending: string }> {
  if (file.size > MAX_BYTES) throw platformErrors.tooLarge({ megabytes: WORK_MEGABYTES }, { file: 'file_too_large' });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  if (mime.startsWith('image/')) {
    const resize = { width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true } as const;
    const picture = await remakePicture(bytes, { resize, quality: 80, megabytes: WORK_MEGABYTES, field: 'file' });
    return { bytes: picture, mediaType: 'image/webp', ending: 'webp' };
  }
  const ending = DOCUMENTS[mime];
  if (ending === undefined) throw platformErrors.notAcceptableFile({}, { file: 'invalid' });
  return { bytes, mediaType: mime, ending };
}

/** Its name as it is given back: the ending says what it is, whatever it was called. */
const nameOf = (file: SentFile, ending: string): string => {
  const stem = [...file.name.replace(/\.[^.]*$/, '').replaceAll(/[\p{Cc}\p{Cf}\\/]/gu, '')].slice(0, NAME_LENGTH);
  return `${stem.join('').trim() || 'tugas'}.${ending}`;
};

/** Keeps a file that was handed in. Throws `platform.too_large`, `not_acceptable_file`. */
export async function keepFile(storage: Storage, file: SentFile): Promise<KeptFile> {
  const { bytes, mediaType, ending } = await keptOf(file);
  const { key: fileKey } = await storage.put(FILE_AREA, bytes);
  return { fileKey, mediaType, fileName: nameOf(file, ending) };
}

/** A file that leaves the house. */
export interface OpenedFile {
  fileName: string;
  mediaType: string;
  stream: ReturnType<Storage['open']>;
}
export const opened = (storage: Storage, { fileKey, fileName, mediaType }: KeptFile): OpenedFile => ({
  ...{ fileName, mediaType },
  stream: storage.open(fileKey),
});

/** The file of one's own work. Throws `courses.not_found`, `work_unknown`. */
export async function openOwnWork(
  ctx: Ctx,
  storage: Storage,
  at: { course: string; workId: number },
  learner: Learner,
): Promise<OpenedFile> {
  const who = learnerOf(ctx, learner);
  const own = who && (await findLearner(ctx.db, await courseAt(ctx.db, at.course), who));
  const file = own && (await findOwnFile(ctx.db, own.id, at.workId));
  if (!file) throw courseErrors.workUnknown();
  return opened(storage, file);
}
