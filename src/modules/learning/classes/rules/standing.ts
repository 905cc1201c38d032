/** How a pupil stands with a lesson. */
export const LESSON_STATES = ['new', 'begun', 'hard', 'done'] as const;
export type LessonState = (typeof LESSON_STATES)[number];

/** After so many tries without being right a task is hard for whoever tries. */
const HARD_TRIES = 3;
/** Who did nothing for so many days has stopped. */
export const STOPPED_DAYS = 10;
const DAY = 86_400_000;

interface Tried {
  taskId: number;
  tries: number;
  isRight: boolean;
}

/** Done, hard (three tries at a task and not right yet), begun, or new. */
export function lessonState(
  lesson: { id: number; taskIds: readonly number[] },
  so: { begun: readonly number[]; done: readonly number[]; tries: readonly Tried[] },
): LessonState {
  if (so.done.includes(lesson.id)) return 'done';
  const own = so.tries.filter(({ taskId }) => lesson.taskIds.includes(taskId));
  if (own.some(({ tries, isRight }) => tries >= HARD_TRIES && !isRight)) return 'hard';
  return own.length > 0 || so.begun.includes(lesson.id) ? 'begun' : 'new';
}

/** Days since somebody who has not finished did something, where those are enough to ask after them; null: not so. */
export function daysStopped(
  { seenAt, finishedAt }: { seenAt: Date; finishedAt: Date | null },
  now: Date,
): number | null {
  const days = Math.floor((now.getTime() - seenAt.getTime()) / DAY);
  return finishedAt === null && days >= STOPPED_DAYS ? days : null;
}

/** Tasks that most of a class did not solve yet, the hardest first; one that everybody solved is none. */
export function hardTasks<T extends { id: number }>(
  tasks: readonly T[],
  tried: readonly (readonly Tried[])[],
  most: number,
): (T & { people: number; unsolved: number })[] {
  const all = Map.groupBy(
    tried.flat().filter(({ tries }) => tries > 0),
    ({ taskId }) => taskId,
  );
  return tasks
    .map((task) => {
      const own = all.get(task.id) ?? [];
      return { ...task, people: own.length, unsolved: own.filter(({ isRight }) => !isRight).length };
    })
    .filter(({ unsolved }) => unsolved > 0)
    .toSorted((a, b) => b.unsolved - a.unsolved || a.id - b.id)
    .slice(0, most);
}
