import type { Block, WrittenBlock } from '#modules/ground/content/client';
import { TASK_EMBED } from '#modules/learning/courses/client';
import type { TaskView } from './tasks/task-view.server.ts';

type Tasks = Readonly<Record<string, TaskView>>;
const taskIn = (body: Block, tasks: Tasks): TaskView | undefined =>
  body.kind === 'embed' && body.embed === TASK_EMBED ? tasks[body.ref] : undefined;

/** Headings and tasks of a lesson, with the parts in which they stand, and how many comments are open there and up to the next. */
export function outlineOf(
  blocks: readonly WrittenBlock[],
  tasks: Tasks,
  open: ReadonlyMap<number, number>,
): { id: number; words: string; comments: number }[] {
  const parts: { id: number; words: string; comments: number }[] = [];
  for (const { id, body } of blocks) {
    const words = body.kind === 'heading' && body.level === 2 ? body.text : taskIn(body, tasks)?.name;
    if (words) parts.push({ id, words, comments: 0 });
    const last = parts.at(-1);
    if (last) last.comments += open.get(id) ?? 0;
  }
  return parts;
}

/** A task that was taken out, by its name and what it asks; null: what was taken out is none. */
export function takenOut(body: Block, tasks: Tasks): string | null {
  const task = taskIn(body, tasks);
  return task ? `${task.name}: ${task.prompt}` : null;
}
