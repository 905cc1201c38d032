import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { findCourse } from './data/courses.queries.ts';
import { courseErrors } from './errors.ts';
import { showHeld } from './publishing/publish-course.ts';
import { writeArchive } from './publishing/archive.ts';
import { archiveInput } from './schema.ts';

/** Writes a course of an archive, published where that is asked: for samples. @returns its id */
export async function saveSampleCourse(
  trx: Tx,
  ctx: Ctx,
  { archive, published }: { archive: unknown; published: boolean },
): Promise<number> {
  const id = await writeArchive(trx, ctx, { libraryId: null, archive: archiveInput.parse(archive) });
  if (!published) return id;
  const held = await findCourse(trx, id);
  if (!held) throw courseErrors.notFound();
  await showHeld(trx, ctx, held);
  return id;
}
