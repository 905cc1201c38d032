import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CourseHead } from './courses.queries.ts';
import type { ShownLessonHead } from './versions.queries.ts';

/** What lessons teach: ids of lines by lesson. */
export async function selectLessonCompetences(
  db: Db | Tx,
  lessonIds: readonly number[],
): Promise<Map<number, number[]>> {
  const rows = await db
    .selectFrom('lessonCompetence')
    .select(['lessonId', 'competenceId'])
    .where('lessonId', '=', sql<number>`any(${[...lessonIds]}::bigint[])`)
    .orderBy('lessonId')
    .orderBy('competenceId')
    .execute();
  const byLesson = Map.groupBy(rows, ({ lessonId }) => lessonId);
  return new Map([...byLesson].map(([id, all]) => [id, all.map(({ competenceId }) => competenceId)]));
}

/** Writes whole what a lesson teaches. */
export async function replaceLessonCompetences(trx: Tx, lessonId: number, ids: readonly number[]): Promise<void> {
  await trx.deleteFrom('lessonCompetence').where('lessonId', '=', lessonId).execute();
  if (ids.length > 0)
    await trx
      .insertInto('lessonCompetence')
      .values(ids.map((competenceId) => ({ lessonId, competenceId })))
      .execute();
}

/** Lines by the code of their framework and their own, as archives name them; what is not there is left out. */
export async function findByRefs(
  db: Db | Tx,
  refs: readonly { framework: string; code: string }[],
): Promise<{ framework: string; code: string; id: number }[]> {
  if (refs.length === 0) return [];
  return db
    .selectFrom('competence')
    .innerJoin('competenceFramework', 'competenceFramework.id', 'competence.frameworkId')
    .select(['competence.id', 'competence.code', 'competenceFramework.code as framework'])
    .where('competenceFramework.code', 'in', [...new Set(refs.map(({ framework }) => framework))])
    .where('competence.code', 'in', [...new Set(refs.map(({ code }) => code))])
    .execute();
}

/** Where lines are taught, of what everybody sees now. */
export const selectTeaching = async (
  db: Db | Tx,
  competenceIds: readonly number[],
): Promise<
  { competenceId: number; courseId: number; course: string; lesson: string; slug: string; lessonSlug: string }[]
> => {
  const query = sql<{
    competenceId: number;
    courseId: number;
    course: string;
    lesson: string;
    slug: string;
    lessonSlug: string;
  }>`
    select taught.id::bigint as competence_id, c.id as course_id, v.head->>'title' as course, l.head->>'title' as lesson, c.slug, l.slug as lesson_slug
    from course c
    join course_version v on v.id = c.shown_version_id
    join lesson_version l on l.course_version_id = v.id
    cross join lateral jsonb_array_elements_text(l.head->'competenceIds') taught (id)
    where c.state = 'published' and taught.id::bigint = any(${[...competenceIds]}::bigint[])
    order by v.head->>'title', c.id, l.position`;
  return (await query.execute(db)).rows;
};

/** The first lesson that teaches a line to a learner: of their own version of their course, else of another course for the same people. */
export async function findLessonToGoOn(
  db: Db | Tx,
  { learnerId, competenceId }: { learnerId: number; competenceId: number },
): Promise<{ slug: string; lessonSlug: string; head: CourseHead; lessonHead: ShownLessonHead } | undefined> {
  const query = sql<{ slug: string; lessonSlug: string; head: CourseHead; lessonHead: ShownLessonHead }>`
    select c.slug, l.slug as lesson_slug, v.head, l.head as lesson_head
    from course_learner w
    join course_version own on own.id = w.course_version_id
    join course c on c.state = 'published'
    join course_version v on v.id = case when c.id = w.course_id then own.id else c.shown_version_id end
    join lesson_version l on l.course_version_id = v.id
    where w.id = ${learnerId} and l.head->'competenceIds' @> to_jsonb(${competenceId}::bigint)
      and (c.id = w.course_id or v.head->>'audience' = own.head->>'audience')
    order by c.id <> w.course_id, v.head->>'title', c.id, l.position
    limit 1`;
  return (await query.execute(db)).rows[0];
}

/**
 * How often lines are tested by what everybody sees now, how many people tried one of those tasks, and how many solved all of a course that test
 * it: of all who have the version that is shown. Who takes two courses is one person.
 */
export const selectReached = async (
  db: Db | Tx,
  competenceIds: readonly number[],
): Promise<{ competenceId: number; tasks: number; tried: number; reached: number }[]> => {
  const query = sql<{ competenceId: number; tasks: number; tried: number; reached: number }>`
    with tested as (
      select (task->>'competenceId')::bigint as competence_id, (task->>'id')::bigint as task_id, l.course_version_id
      from course c
      join lesson_version l on l.course_version_id = c.shown_version_id
      cross join lateral jsonb_array_elements(l.tasks) task
      where c.state = 'published' and (task->>'competenceId')::bigint = any(${[...competenceIds]}::bigint[])
    ),
    of_course as (
      select competence_id, course_version_id, count(*) as tasks from tested group by 1, 2
    ),
    solved as (
      select t.competence_id, coalesce('m' || w.member_id, 'a' || w.account_id, encode(w.key_hash, 'hex')) as person,
        count(a.right_at) = o.tasks as solves_all
      from tested t
      join of_course o on o.competence_id = t.competence_id and o.course_version_id = t.course_version_id
      join task_answer a on a.task_id = t.task_id and a.tries > 0
      join course_learner w on w.id = a.learner_id and w.course_version_id = t.course_version_id
      group by t.competence_id, w.id, o.tasks
    )
    select o.competence_id, sum(o.tasks)::int as tasks,
      (select count(distinct person) from solved s where s.competence_id = o.competence_id)::int as tried,
      (select count(distinct person) from solved s where s.competence_id = o.competence_id and s.solves_all)::int as reached
    from of_course o group by o.competence_id`;
  return (await query.execute(db)).rows;
};
