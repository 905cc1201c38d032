import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorizeAnywhere, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { selectShown } from '../data/course-learner.queries.ts';

/** A course of which results can be told. */
export interface ReportedCourse {
  id: number;
  title: string;
  libraryId: number | null;
}

/** Who reads what came of courses. */
export const READS_RESULTS = ['courses.manage', 'reports.read'] as const;

const edge = z.tuple([z.string().max(200), z.number()]);

/**
 * Courses that everybody could once begin, at the libraries whose courses or reports somebody answers for or reads, by their titles. Needs
 * `courses.manage` or `reports.read` somewhere.
 */
export async function listReportedCourses(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: ReportedCourse[]; next: string | null }> {
  if (!canAnywhere(ctx.actor, 'courses.manage')) authorizeAnywhere(ctx, 'reports.read');
  const granted = READS_RESULTS.filter((permission) => canAnywhere(ctx.actor, permission)).map((permission) =>
    grantedLibraries(ctx.actor, permission),
  );
  const libraryIds = granted.includes('all') ? null : granted.flatMap((one) => (one === 'all' ? [] : one));
  const from = decodeCursor(cursor, edge);
  const after = from && { title: from[0], id: from[1] };
  const rows = await selectShown(ctx.db, { libraryIds, after, limit: limit + 1 });
  return toPage(rows, limit, ({ title, id }) => [title, id]);
}
