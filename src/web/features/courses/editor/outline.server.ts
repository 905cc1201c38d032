import type { Block, WrittenBlock } from '#modules/ground/content/client';
import { TASK_EMBED } from '#modules/learning/courses/client';
import type { TaskView } from './tasks/task-view.server.ts';

type Tasks = Readonly<Record<string, TaskView>>;
const taskIn = (body: Block, tasks: Tasks): TaskView | undefined =>
  body.kind === 'embed' && body.embed === TASK_EMBED ? tasks[body.ref] : undefined;

/** Headings and tasks of a lesson, with the parts in which they stand. */
export const outlineOf = (blocks: readonly WrittenBlock[], tasks: Tasks): { id: number; words: string }[] =>
  blocks.flatMap(({ id, body }) => {
    if (body.kind === 'heading' && body.level === 2 && body.text !== '') return [{ id, words: body.text }];
    const task = taskIn(body, tasks);
    return task ? [{ id, words: task.name }] : [];
  });

/** A task that was taken out, by its name and what it asks; null: what was taken out is none. */
export function takenOut(body: Block, tasks: Tasks): string | null {
  const task = taskIn(body, tasks);
  return task ? `${task.name}: ${task.prompt}` : null;
}
