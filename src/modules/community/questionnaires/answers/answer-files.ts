import { fileTypeFromBuffer } from 'file-type';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { Storage } from '#platform/storage';
import { findFile } from '../data/responses.queries.ts';
import { questionnaireErrors } from '../errors.ts';
import type { Question } from '../rules/content.ts';

const PICTURES = ['image/jpeg', 'image/png', 'image/webp'];
const ACCEPTED: Readonly<Record<Question['accept'], readonly string[]>> = {
  picture: PICTURES,
  document: [...PICTURES, 'application/pdf'],
};

/** What the form's file field offers. */
export const acceptedTypes = (accept: Question['accept']): string => ACCEPTED[accept].join(',');

export interface SentFile {
  questionId: string;
  name: string;
  body: Uint8Array;
}
export interface StoredFile {
  key: string;
  questionId: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
}

/**
 * Puts the files of an answer away, after a look at what they really are. Throws `platform.invalid_input` with
 * `answers.<question>`; nothing is left behind then.
 */
export async function storeFiles(
  storage: Storage,
  questions: readonly Question[],
  files: readonly SentFile[],
): Promise<StoredFile[]> {
  const checked = await Promise.all(files.map(async (file) => checkFile(questions, file)));
  const stored: StoredFile[] = [];
  for (const { mediaType, file } of checked) {
    const { key, sizeBytes } = await storage.put('questionnaire', file.body);
    stored.push({ key, questionId: file.questionId, name: file.name.slice(0, 200), mediaType, sizeBytes });
  }
  return stored;
}

async function checkFile(
  questions: readonly Question[],
  file: SentFile,
): Promise<{ mediaType: string; file: SentFile }> {
  const refuse = (reason: string) => platformErrors.invalidInput({}, { [`answers.${file.questionId}`]: reason });
  const question = questions.find(({ id, kind }) => id === file.questionId && kind === 'file');
  if (!question) throw refuse('unknown');
  if (file.body.byteLength > question.megabytes * 1024 * 1024) throw refuse('file_too_large');
  const mediaType = (await fileTypeFromBuffer(file.body))?.mime;
  if (mediaType === undefined || !ACCEPTED[question.accept].includes(mediaType)) throw refuse('quest_file_kind');
  return { mediaType, file };
}

/** A file of a named answer. Needs `responses.read` at the placement's library. */
export async function openAnswerFile(
  ctx: Ctx,
  responseId: string,
  questionId: string,
): Promise<{ key: string; name: string; mediaType: string }> {
  authorizeAnywhere(ctx, 'responses.read');
  const file = /^[0-9a-f-]{36}$/.test(responseId) ? await findFile(ctx.db, responseId, questionId) : undefined;
  if (!file) throw questionnaireErrors.notFound();
  authorize(ctx, 'responses.read', file.libraryId);
  return file;
}
