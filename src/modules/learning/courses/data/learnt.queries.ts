import { sql } from 'kysely';
import type { Task } from '../rules/tasks.ts';

/**
 * The body of `lesson_task` as whoever learns (`course_learner`) has it: in their version; one that is not in it, which paper of a later version
 * can answer, as it was published last. Never as it is being written.
 */
export const TASK_AS_LEARNT = sql<Task>`coalesce(
  (select t->'body' from lesson_version v cross join lateral jsonb_array_elements(v.tasks) t
    where v.course_version_id = course_learner.course_version_id and (t->>'id')::bigint = lesson_task.id limit 1),
  (select t->'body' from lesson_version v cross join lateral jsonb_array_elements(v.tasks) t
    where v.lesson_id = lesson_task.lesson_id and (t->>'id')::bigint = lesson_task.id
    order by v.course_version_id desc limit 1))`;

/** What `lesson` is called for whoever learns (`course_learner`), as {@link TASK_AS_LEARNT}. */
export const LESSON_AS_LEARNT = sql<string>`(select v.head->>'title' from lesson_version v where v.lesson_id = lesson.id
  order by v.course_version_id = course_learner.course_version_id desc, v.course_version_id desc limit 1)`;
