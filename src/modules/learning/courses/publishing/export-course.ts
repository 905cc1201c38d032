import type { Ctx } from '#platform/context';
import { zipFile, type ZipPart } from '#platform/papers/zip-file';
import type { Storage } from '#platform/storage';
import { ARCHIVE_MEGABYTES, MOST_ARCHIVE_FILES, MOST_ARCHIVE_PICTURES } from '../client.ts';
import { courseErrors } from '../errors.ts';
import { managedCourse } from '../managed-course.ts';
import { ARCHIVE_JSON, type CourseArchive } from '../schema.ts';
import { packCourse } from './pack-course.ts';

/**
 * The words and tasks of a course, without people, to be taken elsewhere: words as Markdown, tasks as data. Pictures and files are in
 * {@link exportCourseFile}. Needs `courses.manage` at its library. Throws `courses.not_found`.
 */
export async function exportCourse(ctx: Ctx, id: number): Promise<CourseArchive> {
  return (await packCourse(ctx, await managedCourse(ctx, id), null)).archive;
}

/**
 * A course whole, without people, as one ZIP file: `kursus.json` and beside it its pictures, documents and recordings in `berkas/`. Things of
 * other modules stay behind. Needs `courses.manage` at its library. Throws `courses.not_found`, `archive_too_large` where it could not be
 * brought in again.
 */
export async function exportCourseFile(
  ctx: Ctx,
  storage: Storage,
  id: number,
): Promise<{ fileName: string; body: AsyncGenerator<Uint8Array> }> {
  const course = await managedCourse(ctx, id);
  const { archive, stored } = await packCourse(ctx, course, storage);
  const json = new TextEncoder().encode(`${JSON.stringify(archive, null, 2)}\n`);
  const bytes = stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, json.byteLength);
  const tooMany = archive.pictures.length > MOST_ARCHIVE_PICTURES || archive.files.length > MOST_ARCHIVE_FILES;
  if (tooMany || bytes > ARCHIVE_MEGABYTES * 1024 * 1024)
    throw courseErrors.archiveTooLarge({
      megabytes: ARCHIVE_MEGABYTES,
      pictures: MOST_ARCHIVE_PICTURES,
      files: MOST_ARCHIVE_FILES,
    });
  const parts = function* (): Generator<ZipPart> {
    yield { name: ARCHIVE_JSON, bytes: [json], isPacked: true };
    for (const { name, key } of stored)
      yield { name, bytes: storage.open(key), isPacked: name.endsWith('.svg') || name.endsWith('.vtt') };
  };
  return { fileName: `${course.slug}.zip`, body: zipFile(parts()) };
}
