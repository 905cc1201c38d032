import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { FEWEST_TOLD } from '#shared/small-counts';
import { selectReached, selectTeaching } from '../data/competences.queries.ts';

/** Where a line is taught and tested, of what everybody sees now. */
export interface CompetenceUse {
  lessons: { course: string; lesson: string; courseId: number; slug: string; lessonSlug: string }[];
  /** Tasks that test it. */
  tasks: number;
  /** People who tried one of them; null: one to nine, of whom nothing is told. */
  tried: number | null;
  /** Of them, who solved all of a course that test it; null with `tried`, and where one alone would be told by the difference. */
  reached: number | null;
}

const told = (count: number): boolean => count === 0 || count >= FEWEST_TOLD;

/** What becomes of lines in courses, by line. Needs `courses.manage` somewhere. */
export async function competenceUse(ctx: Ctx, competenceIds: readonly number[]): Promise<Map<number, CompetenceUse>> {
  authorizeAnywhere(ctx, 'courses.manage');
  const teaching = Map.groupBy(await selectTeaching(ctx.db, competenceIds), ({ competenceId }) => competenceId);
  const reached = new Map((await selectReached(ctx.db, competenceIds)).map((row) => [row.competenceId, row]));
  return new Map(
    competenceIds.map((id) => {
      const figure = reached.get(id) ?? { tasks: 0, tried: 0, reached: 0 };
      const isTold = told(figure.tried);
      const isApart = !told(figure.reached) || !told(figure.tried - figure.reached);
      const lessons = (teaching.get(id) ?? []).map(({ competenceId: _, ...where }) => where);
      return [
        id,
        {
          ...{ lessons, tasks: figure.tasks, tried: isTold ? figure.tried : null },
          reached: isTold && !isApart ? figure.reached : null,
        },
      ];
    }),
  );
}
