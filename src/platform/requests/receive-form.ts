import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, platformErrors } from '../errors.ts';
import { refusalOfOutage } from '../sending/outages.ts';
import type { Storage } from '../storage.ts';
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

/** What its sender called a file; programs may send one without a name. */
const nameOf = ({ filename }: MultipartFile): string => z.string().catch('').parse(filename);

/** A file that was put into the storage while it came in. */
export interface StoredFile {
  key: string;
  sizeBytes: number;
  /** As its sender named it. */
  name: string;
}

/**
 * {@link receiveForm} for a file that is too large to be held in memory: it goes into the storage while it comes in, and whoever takes it
 * removes it again where it is not kept. Nothing is left behind where the form is refused.
 * @param target `typed` is filled with the other fields as they come, also of a form that is refused then
 */
export async function receiveStored<T extends z.ZodObject>(
  request: FastifyRequest,
  form: FileForm<T>,
  { storage, area, typed }: { storage: Storage; area: string; typed?: Record<string, string> },
): Promise<{ file: StoredFile | null; input: z.output<T> }> {
  const stored: StoredFile[] = [];
  const put = async (part: MultipartFile): Promise<StoredFile | null> => {
    const { key, sizeBytes } = await storage.put(area, part.file);
    const file = { key, sizeBytes, name: nameOf(part) };
    stored.push(file);
    if (part.file.truncated) throw tooLarge(form);
    return sizeBytes === 0 ? null : file;
  };
  let kept: StoredFile | null = null;
  try {
    const received = await receive(request, form, put, typed);
    kept = received.file;
    return received;
  } finally {
    for (const { key } of stored) if (key !== kept?.key) await storage.remove(key);
  }
}

/**
 * Reads a form with one file, never more of it than the form says. Refuses `platform.not_acceptable_file` for anything but
 * `multipart/form-data`, `platform.too_large`, `platform.invalid_input` (also for fields that it does not know, and a second file).
 */
export async function receiveForm<T extends z.ZodObject>(
  request: FastifyRequest,
  form: FileForm<T>,
): Promise<{ file: SentFile | null; input: z.output<T> }> {
  return receive(request, form, held);
}

const tooLarge = ({ file, megabytes }: FileForm): AppError =>
  platformErrors.tooLarge({ megabytes }, { [file]: 'file_too_large' });

/** @param take makes of a file what is given on; null: it is empty */
async function receive<T extends z.ZodObject, F>(
  request: FastifyRequest,
  form: FileForm<T>,
  take: (part: MultipartFile) => Promise<F | null>,
  typed: Record<string, string> = {},
): Promise<{ file: F | null; input: z.output<T> }> {
  if (request.routeOptions.config.form !== form) {
    throw new Error(`${request.method} ${request.routeOptions.url} does not say which form it takes (config.form)`);
  }
  if (!request.isMultipart()) throw platformErrors.notAcceptableFile();
  const refusal = tooLarge(form);
  const most = form.megabytes * 1024 * 1024;
  // what is said to be longer is not read at all
  if (Number(request.headers['content-length'] ?? 0) > most + 4 * LONGEST_FIELD) throw refusal;
  const file = await readParts(request, form, { most, take, fields: typed }).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    // a disk that is full is no fault of the form
    const outage = refusalOfOutage(error);
    if (outage) throw outage;
    // whatever else goes wrong while it is read is wrong with the form: cut off, or without its boundary
    throw isTooLarge(error) ? refusal : platformErrors.invalidInput({}, { [form.file]: 'form_unreadable' });
  });
  if (form.required && !file) throw platformErrors.invalidInput({}, { [form.file]: 'required' });
  return { file, input: parseInput(form.fields, typed) };
}

async function readParts<F>(
  request: FastifyRequest,
  form: FileForm,
  {
    most,
    take,
    fields,
  }: { most: number; take: (part: MultipartFile) => Promise<F | null>; fields: Record<string, string> },
): Promise<F | null> {
  const known = Object.keys(form.fields.shape);
  const refused: Record<string, string> = {};
  let file: F | null = null;
  const limits = { fileSize: most, files: 1, fields: known.length + 1, fieldSize: LONGEST_FIELD };
  // read to its end, whatever is wrong with it: who sends listens for the answer only then
  for await (const part of request.parts({ limits })) {
    const name = part.fieldname.slice(0, 100);
    if (part.type === 'file') {
      const sent = await take(part);
      if (name !== form.file) refused[name] = 'unknown_field';
      else if (sent) file = sent;
    } else if (!known.includes(name)) refused[name] = 'unknown_field';
    else if (name in fields) refused[name] = 'invalid';
    else fields[name] = typeof part.value === 'string' ? part.value : '';
  }
  if (Object.keys(refused).length > 0) throw platformErrors.invalidInput({}, refused);
  return file;
}

async function held(part: MultipartFile): Promise<SentFile | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of part.file) chunks.push(Uint8Array.from(z.instanceof(Buffer).parse(chunk)));
  const file = new File(chunks, nameOf(part));
  return file.size > 0 ? file : null;
}
