import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { seenLibraries } from '#platform/rights/authorize';
import { selectTested, type TestedCourseRow } from '../data/tests.queries.ts';

const edge = z.tuple([z.string().max(200), z.number()]);

/** Courses with a test that somebody may write, by their titles. Needs `courses.manage` somewhere. */
export async function listCourseTests(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: TestedCourseRow[]; next: string | null }> {
  const libraryIds = seenLibraries(ctx, 'courses.manage', undefined);
  const from = decodeCursor(cursor, edge);
  const after = from && { title: from[0], id: from[1] };
  const rows = await selectTested(ctx.db, { libraryIds, after, limit: limit + 1 });
  return toPage(rows, limit, ({ title, courseId }) => [title, courseId]);
}
