import { Readable } from 'node:stream';
import {
  FILE_AREA,
  judgeFile,
  keepFile,
  keepPicture,
  keptCaptions,
  storePicture,
  type JudgedFile,
  type StoredCaptions,
  type StoredPicture,
} from '#modules/ground/content';
import { CAPTIONS_LENGTH, FILE_MEGABYTES, PICTURE_MEGABYTES } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import { explainError, explainFields } from '#platform/requests/problem';
import type { Storage } from '#platform/storage';
import { courseErrors } from '../errors.ts';
import type { CourseArchive } from '../schema.ts';
import type { Elsewhere } from './archive-blocks.ts';
import { wholeOf, type OpenArchive } from './open-archive.ts';

type Told = Pick<CourseArchive, 'pictures' | 'files'>;

/** Pictures and files of an archive that lie in the storage and belong to nothing yet. */
export interface StoredThings {
  pictures: { told: Told['pictures'][number]; stored: StoredPicture }[];
  files: { told: Told['files'][number]; judged: JudgedFile; captions: StoredCaptions }[];
}

const MEGABYTE = 1024 * 1024;
const LARGEST_FILE = Math.max(...Object.values(FILE_MEGABYTES)) * MEGABYTE;

/** What is refused of a file says which of them it is. */
async function naming<T>({ locale }: Pick<Ctx, 'locale'>, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // that the disk is full is no fault of the archive, and of archives it is said already
    if (!(error instanceof AppError) || error.status >= 500 || error.code.startsWith('courses.')) throw error;
    const why = Object.values(explainFields(error, locale))[0] ?? explainError(error, locale);
    const reason = Object.values(error.fields)[0] ?? error.code;
    throw courseErrors.archiveFileRefused({ ...error.params, name, why }, { file: reason });
  }
}

/** Puts files of an archive into the storage, and knows them all. */
class Store {
  readonly keys: string[] = [];
  private readonly ctx: Pick<Ctx, 'locale'>;
  private readonly storage: Storage;
  private readonly file: OpenArchive['file'];

  constructor(ctx: Pick<Ctx, 'locale'>, storage: Storage, file: OpenArchive['file']) {
    this.ctx = ctx;
    this.storage = storage;
    this.file = file;
  }

  async picture(told: Told['pictures'][number]): Promise<StoredThings['pictures'][number]> {
    const bytes = await wholeOf(await this.file(told.file, PICTURE_MEGABYTES * MEGABYTE));
    const stored = await naming(this.ctx, told.file, async () => storePicture(this.storage, bytes));
    this.keys.push(...stored.files.map(({ key }) => key));
    return { told, stored };
  }

  private async captioned(name: string | null): Promise<string | null> {
    if (name === null) return null;
    const text = new TextDecoder().decode(await wholeOf(await this.file(name, 4 * CAPTIONS_LENGTH)));
    const kept = await naming(this.ctx, name, async () => Promise.resolve(keptCaptions(text)));
    if (kept === null) return null;
    const { key } = await this.storage.put(FILE_AREA, Buffer.from(kept));
    this.keys.push(key);
    return key;
  }

  async writingFile(told: Told['files'][number]): Promise<StoredThings['files'][number]> {
    const put = await this.storage.put(FILE_AREA, Readable.from(await this.file(told.file, LARGEST_FILE)));
    this.keys.push(put.key);
    const came = { ...put, name: told.fileName || told.title };
    const judged = await naming(this.ctx, told.file, async () => judgeFile(this.storage, came));
    const { id, en } = judged.kind === 'video' ? told.captions : { id: null, en: null };
    const captions = { captionsKey: await this.captioned(id), captionsEnKey: await this.captioned(en) };
    return { told, judged, captions };
  }

  async empty(): Promise<void> {
    for (const key of this.keys) await this.storage.remove(key);
  }
}

/** Puts what an archive names into the storage for the time of `use`, checked as what people bring: where that fails, nothing of it stays. */
export async function withThings<T>(
  ctx: Pick<Ctx, 'locale'>,
  storage: Storage,
  { told, file }: { told: Told; file: OpenArchive['file'] },
  use: (things: StoredThings) => Promise<T>,
): Promise<T> {
  const store = new Store(ctx, storage, file);
  try {
    const things: StoredThings = { pictures: [], files: [] };
    for (const picture of told.pictures) things.pictures.push(await store.picture(picture));
    for (const one of told.files) things.files.push(await store.writingFile(one));
    return await use(things);
  } catch (error) {
    await store.empty();
    throw error;
  }
}

/** Keeps what lies in the storage as pictures and files of a library. @returns how what an archive numbers is called here */
export async function keepThings(
  trx: Tx,
  ctx: Ctx,
  libraryId: number | null,
  { pictures, files }: StoredThings,
): Promise<Elsewhere> {
  const ids = { picture: new Map<number, number>(), file: new Map<number, number>() };
  for (const { told, stored } of pictures) {
    const { number, alt, credit, focusX, focusY } = told;
    ids.picture.set(number, await keepPicture(trx, ctx, { alt, credit, focusX, focusY, libraryId }, stored));
  }
  for (const { told, judged, captions } of files)
    ids.file.set(told.number, await keepFile(trx, ctx, { libraryId, title: told.title }, judged, captions));
  return { picture: (number) => ids.picture.get(number) ?? null, file: (number) => ids.file.get(number) ?? null };
}
