import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { unstorableField } from '#platform/requests/bounds';
import type { StoredFile } from '#platform/requests/receive-form';
import { authorize } from '#platform/rights/authorize';
import type { Storage } from '#platform/storage';
import { courseErrors } from '../errors.ts';
import { courseEntity } from '../managed-course.ts';
import { archiveInput, type CourseArchive } from '../schema.ts';
import { missingFile, withArchive } from './open-archive.ts';
import { withThings, type StoredThings } from './store-things.ts';
import { writeArchive } from './write-archive.ts';

/** What a list names by numbers has each of them once. */
const isDoubled = (all: readonly { number: number }[]): boolean =>
  new Set(all.map(({ number }) => number)).size !== all.length;

/** What stands in an archive. Throws `courses.archive_unreadable` with where it is wrong. */
export function readArchive(json: unknown): CourseArchive {
  const unstorable = unstorableField(json);
  const read = archiveInput.safeParse(json);
  if (unstorable !== null || !read.success) {
    const where = unstorable ?? read.error?.issues[0]?.path.join('.') ?? '';
    throw courseErrors.archiveUnreadable({ where: where || '-' });
  }
  for (const list of ['pictures', 'files'] as const)
    if (isDoubled(read.data[list])) throw courseErrors.archiveUnreadable({ where: list });
  return read.data;
}

async function mayImport(ctx: Ctx, libraryId: number | null): Promise<void> {
  authorize(ctx, 'courses.manage', libraryId);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
}

async function written(
  ctx: Ctx,
  { libraryId, archive, things }: { libraryId: number | null; archive: CourseArchive; things: StoredThings },
): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    const id = await writeArchive(trx, ctx, { libraryId, archive, things });
    const { title, lessons } = archive;
    await recordAudit(trx, ctx, {
      ...{ action: 'course.imported', ...courseEntity({ id, libraryId }) },
      after: { title, lessons: lessons.length, pictures: things.pictures.length, files: things.files.length },
    });
    return id;
  });
}

/**
 * Brings the words and tasks of a course in as a draft. Needs `courses.manage` at the library that it is to be of, network-wide for the whole
 * network. Throws `courses.archive_unreadable`, `archive_file_missing` where it names pictures or files, `libraries.not_found`. @param archive what
 * stood in the file
 */
export async function importCourse(
  ctx: Ctx,
  { libraryId, archive }: { libraryId: number | null; archive: unknown },
): Promise<{ id: number }> {
  await mayImport(ctx, libraryId);
  const read = readArchive(archive);
  const [first] = [...read.pictures, ...read.files];
  if (first) await missingFile(first.file, 0);
  return { id: await written(ctx, { libraryId, archive: read, things: { pictures: [], files: [] } }) };
}

/**
 * Brings a course of an archive in as a draft, with its pictures, documents and recordings, each looked at as one that somebody brings: all of
 * it or nothing. The archive is a ZIP file or its JSON, lies in the storage and leaves it. Needs what {@link importCourse} needs. Throws the same,
 * `courses.archive_file_large`, `archive_file_refused`.
 */
export async function importCourseFile(
  ctx: Ctx,
  storage: Storage,
  { libraryId, file }: { libraryId: number | null; file: StoredFile },
): Promise<{ id: number }> {
  try {
    await mayImport(ctx, libraryId);
    const about = { path: storage.path(file.key), sizeBytes: file.sizeBytes };
    return await withArchive(about, async (opened) => {
      const archive = readArchive(opened.json);
      const id = await withThings(
        ctx,
        storage,
        { told: archive, file: async (name, most) => opened.file(name, most) },
        async (things) => written(ctx, { libraryId, archive, things }),
      );
      return { id };
    });
  } finally {
    await storage.remove(file.key);
  }
}
