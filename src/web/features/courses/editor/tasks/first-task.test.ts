import { beforeAll, expect, test } from 'vitest';
import { addLesson, addTask, checkCourse, createCourse, getLesson, saveTask } from '#modules/learning/courses';
import { TASK_EMBED, TASK_KINDS } from '#modules/learning/courses/client';
import { useTestDb } from '../../../../../../tests/support/test-db.ts';
import { firstTask } from './first-task.server.ts';
import { taskOf, taskValues } from './task-form.server.ts';
import { QUESTION_FORMS } from './task-words.ts';

const t = useTestDb();
let course = 0;
let lesson = 0;

beforeAll(async () => {
  course = await createCourse(t.ctx(), { libraryId: null, title: 'Cek dulu', audience: 'pupils' });
  lesson = await addLesson(t.ctx(), course, { title: 'Siapa yang menulis', minutes: 40 });
});

const NEW = [
  ...TASK_KINDS.filter((kind) => kind !== 'question').map((kind) => ({ kind, form: '' })),
  ...QUESTION_FORMS.map((form) => ({ kind: 'question', form })),
];

test.each(NEW)(
  'a new exercise ($kind $form) stands in its lesson at once, and is saved as it was shown',
  async (added) => {
    const { taskId, blockId } = await addTask(t.ctx(), lesson, { body: firstTask(added), after: null });
    const before = await getLesson(t.ctx(), lesson);
    expect(before.writing.blocks.find(({ id }) => id === blockId)?.body).toEqual({
      kind: 'embed',
      embed: TASK_EMBED,
      ref: String(taskId),
    });
    const task = before.tasks.find(({ id }) => id === taskId);
    if (!task) throw new Error('it is not there');
    const sent = { ...taskValues(task.body), 'prompt.id': 'Kerjakan ini.' };
    await saveTask(t.ctx(), taskId, { version: task.version, body: taskOf(sent) });
    const after = (await getLesson(t.ctx(), lesson)).tasks.find(({ id }) => id === taskId);
    expect(after?.body).toEqual({ ...task.body, prompt: { id: 'Kerjakan ini.', en: '' } });
  },
);

test('an exercise of searching that no record answers yet keeps the course from being published', async () => {
  expect(await checkCourse(t.ctx(), course)).toContainEqual(
    expect.objectContaining({ code: 'no_answer', blocking: true, lessonId: lesson }),
  );
});

test('what makes no exercise is refused, and what stands stays', async () => {
  expect(() => firstTask({ kind: 'question' })).toThrow('platform.invalid_input');
  expect(() => firstTask({ kind: 'constructor' })).toThrow('platform.invalid_input');
  const { taskId } = await addTask(t.ctx(), lesson, {
    body: firstTask({ kind: 'question', form: 'one' }),
    after: null,
  });
  const saved = async () => (await getLesson(t.ctx(), lesson)).tasks.find(({ id }) => id === taskId);
  const task = await saved();
  if (!task) throw new Error('it is not there');
  const { version } = task;
  const values = taskValues(task.body);
  const wrongs: Readonly<Record<string, string>>[] = [
    { 'asked.options.1.right': '1' },
    { 'asked.options.0.right': '' },
    { 'asked.options.1.label.id': '' },
    { 'prompt.id': ' ' },
    { 'prompt.id': 'x'.repeat(2001) },
    { 'hints.0.id': 'a\u0000b' },
  ];
  for (const wrong of wrongs)
    await expect(
      saveTask(t.ctx(), taskId, { version, body: taskOf({ ...values, ...wrong }) }),
      JSON.stringify(wrong).slice(0, 60),
    ).rejects.toMatchObject({ code: 'platform.invalid_input' });
  expect(await saved()).toEqual(task);
});
