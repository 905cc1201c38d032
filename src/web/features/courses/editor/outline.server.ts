import type { WrittenBlock } from '#modules/ground/content/client';
import { TASK_EMBED } from '#modules/learning/courses/client';
import type { TaskView } from './task-view.server.ts';

/** Headings and tasks of a lesson, with the parts in which they stand. */
export const outlineOf = (
  blocks: readonly WrittenBlock[],
  tasks: Readonly<Record<string, TaskView>>,
): { id: number; words: string }[] =>
  blocks.flatMap(({ id, body }) => {
    if (body.kind === 'heading' && body.level === 2 && body.text !== '') return [{ id, words: body.text }];
    const task = body.kind === 'embed' && body.embed === TASK_EMBED ? tasks[body.ref] : undefined;
    return task ? [{ id, words: task.name }] : [];
  });
