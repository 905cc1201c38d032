import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, platformErrors } from '../errors.ts';
import { parseInput } from './parse-input.ts';

/** What a form with one file holds (`multipart/form-data`); a route says it in `config.form`, which documents it. */
export interface FileForm<T extends z.ZodObject = z.ZodObject> {
  /** The field of the file. */
  file: string;
  /** More is refused while it comes in: a file is held in memory. */
  megabytes: number;
  /** Kinds of files that are taken, for the documentation; the use case looks at the content. */
  mediaTypes: readonly string[];
  /** False: the file may be left out. */
  required: boolean;
  /** The other fields, which come as text. */
  fields: T;
}

/** A file that came with a form, named as its sender named it. */
export type SentFile = Blob & { readonly name: string };

/** No field of a form is longer, in bytes. */
const LONGEST_FIELD = 64 * 1024;
/** What stops a form that is larger than it may be, with the names that `@fastify/multipart` gives it. */
const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 413;

/**
 * Reads a form with one file, never more of it than the form says. Refuses `platform.not_acceptable_file` for anything but
 * `multipart/form-data`, `platform.too_large`, `platform.invalid_input` (also for fields that it does not know, and a second file).
 */
export async function receiveForm<T extends z.ZodObject>(
  request: FastifyRequest,
  form: FileForm<T>,
): Promise<{ file: SentFile | null; input: z.output<T> }> {
  if (request.routeOptions.config.form !== form) {
    throw new Error(`${request.method} ${request.routeOptions.url} does not say which form it takes (config.form)`);
  }
  if (!request.isMultipart()) throw platformErrors.notAcceptableFile();
  const refusal = platformErrors.tooLarge({ megabytes: form.megabytes }, { [form.file]: 'file_too_large' });
  const most = form.megabytes * 1024 * 1024;
  // what is said to be longer is not read at all
  if (Number(request.headers['content-length'] ?? 0) > most + 4 * LONGEST_FIELD) throw refusal;
  const { file, fields } = await readParts(request, form, most).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    // whatever else goes wrong while it is read is wrong with the form: cut off, or without its boundary
    throw isTooLarge(error) ? refusal : platformErrors.invalidInput({}, { [form.file]: 'form_unreadable' });
  });
  if (form.required && !file) throw platformErrors.invalidInput({}, { [form.file]: 'required' });
  return { file, input: parseInput(form.fields, fields) };
}

async function readParts(request: FastifyRequest, form: FileForm, most: number) {
  const known = Object.keys(form.fields.shape);
  const fields: Record<string, string> = {};
  const refused: Record<string, string> = {};
  let file: SentFile | null = null;
  const limits = { fileSize: most, files: 1, fields: known.length + 1, fieldSize: LONGEST_FIELD };
  // read to its end, whatever is wrong with it: who sends listens for the answer only then
  for await (const part of request.parts({ limits })) {
    const name = part.fieldname.slice(0, 100);
    if (part.type === 'file') {
      const sent = await readFile(part);
      if (name !== form.file) refused[name] = 'unknown_field';
      else if (sent.size > 0) file = sent;
    } else if (!known.includes(name)) refused[name] = 'unknown_field';
    else if (name in fields) refused[name] = 'invalid';
    else fields[name] = typeof part.value === 'string' ? part.value : '';
  }
  if (Object.keys(refused).length > 0) throw platformErrors.invalidInput({}, refused);
  return { file, fields };
}

async function readFile(part: MultipartFile): Promise<SentFile> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of part.file) chunks.push(Uint8Array.from(z.instanceof(Buffer).parse(chunk)));
  return new File(chunks, part.filename);
}
