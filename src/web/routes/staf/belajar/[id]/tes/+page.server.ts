import {
  addTestItem,
  closeCourseTest,
  moveTestItem,
  openCourseTest,
  restoreTestItem,
  retireTestItem,
  saveCourseTest,
  saveTestItem,
  type ItemInput,
} from '#modules/learning/course-tests';
import { m } from '#i18n/messages';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { testEditor } from '#web/features/courses/course-test/test-editor.server.ts';
import { firstTask } from '#web/features/courses/editor/tasks/first-task.server.ts';
import { taskOf } from '#web/features/courses/editor/tasks/task-form.server.ts';
import { taskRefusal } from '#web/features/courses/editor/tasks/task-refusal.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, versionIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
  view: await testEditor(ctx, idOf(params.id)),
});

const BY = ['up', 'down'] as const;
const at = (itemId: number): string => `#soal-${String(itemId)}`;
/** Of what is written as a task a test takes questions. */
function questionOf(task: ReturnType<typeof taskOf>): ItemInput['body'] {
  if (task.kind !== 'question') throw platformErrors.invalidInput({}, { kind: 'invalid' });
  const { kind, prompt, asked, why } = task;
  return { kind, prompt, asked, why };
}

export const actions: Actions = {
  save: formAction({ form: 'save', anywhere: true }, async ({ ctx, params, values }) => {
    const said = { minutes: wholeIn(values, 'minutes') ?? 0, perCompetence: wholeIn(values, 'perCompetence') };
    await saveCourseTest(ctx, idOf(params.id), { ...said, version: versionIn(values) });
    return m.course_tests_saved();
  }),
  add: formAction({ form: 'add', anywhere: true }, async ({ ctx, params, values }) => {
    const body = questionOf(firstTask({ ...values, kind: 'question' }));
    const itemId = await addTestItem(ctx, idOf(params.id), { body, competenceId: idIn(values, 'competenceId') });
    return done(null, `?soal=${String(itemId)}${at(itemId)}`);
  }),
  item: formAction(
    {
      anywhere: true,
      refused: (refusal, { values }) => {
        // what stands in the body stands in the form without that name
        const fields = Object.fromEntries(
          Object.entries(refusal.fields).map(([name, said]) => [name.replace(/^body\./, ''), said]),
        );
        return { ...refusal, ...taskRefusal(fields, values), form: 'item' };
      },
    },
    async ({ ctx, values }) => {
      const itemId = idIn(values, 'itemId');
      const input = { body: questionOf(taskOf(values)), competenceId: idIn(values, 'competenceId') };
      await saveTestItem(ctx, itemId, { ...input, version: versionIn(values) });
      return done(m.course_tests_item_saved(), at(itemId));
    },
  ),
  move: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => {
    const itemId = idIn(values, 'itemId');
    await moveTestItem(ctx, itemId, choiceIn(values, 'by', BY));
    return done(null, at(itemId));
  }),
  retire: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => {
    await retireTestItem(ctx, idIn(values, 'itemId'), versionIn(values));
    return m.course_tests_retired_said();
  }),
  restore: formAction({ form: 'act', anywhere: true }, async ({ ctx, values }) => {
    await restoreTestItem(ctx, idIn(values, 'itemId'), versionIn(values));
    return m.course_tests_restored();
  }),
  open: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await openCourseTest(ctx, idOf(params.id), versionIn(values));
    return m.course_tests_opened();
  }),
  close: formAction({ form: 'act', anywhere: true }, async ({ ctx, params, values }) => {
    await closeCourseTest(ctx, idOf(params.id), versionIn(values));
    return m.course_tests_closed();
  }),
};
