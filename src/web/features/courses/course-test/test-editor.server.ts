import { viewCourseTest } from '#modules/learning/course-tests';
import type { TestCheck, TestState, WrittenItem } from '#modules/learning/course-tests/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { competenceChoices } from '../editor/competences.server.ts';
import { taskValues } from '../editor/tasks/task-form.server.ts';
import { questionFormName } from '../editor/tasks/task-words.ts';

const STATES: Record<TestState, { words: () => string; mark: 'wait' | 'on' | 'off' }> = {
  draft: { words: m.course_tests_state_draft, mark: 'wait' },
  open: { words: m.course_tests_state_open, mark: 'on' },
  closed: { words: m.course_tests_state_closed, mark: 'off' },
};

const CHECKS: Record<TestCheck['code'], (inputs: { about: string }) => string> = {
  no_item: () => m.course_tests_check_no_item(),
  unwritten: m.course_tests_check_unwritten,
  few_items: m.course_tests_check_few_items,
  not_taught: m.course_tests_check_not_taught,
  missing_english: m.course_tests_check_missing_english,
};

/** So many letters tell which item it is. */
const TOLD = 160;

const itemView = ({ id, number, body, competenceId, version }: WrittenItem) => ({
  ...{ id, version, competenceId, form: body.asked.form, name: questionFormName(body.asked.form) },
  number: number === 1 ? null : m.course_tests_item_version({ number }),
  prompt: body.prompt.id.slice(0, TOLD),
  values: { ...taskValues(body), competenceId: String(competenceId) },
});

/** The test of a course for the page on which it is written. */
export async function testEditor(ctx: Ctx, courseId: number) {
  const test = await viewCourseTest(ctx, courseId);
  const choices = await competenceChoices(
    ctx,
    test.items.map(({ competenceId }) => competenceId),
  );
  const path = `/staf/belajar/${String(courseId)}`;
  return {
    title: m.course_tests_title({ title: test.courseTitle }),
    version: test.version,
    state: test.state,
    stands: { words: STATES[test.state].words(), mark: STATES[test.state].mark },
    values: { minutes: test.minutes, perCompetence: test.perCompetence },
    checks: test.checks.map(({ code, blocking, about }, key) => ({ key, blocking, words: CHECKS[code]({ about }) })),
    isReady: test.checks.every(({ blocking }) => !blocking),
    items: test.items.filter(({ retired }) => !retired).map(itemView),
    retired: test.items.filter(({ retired }) => retired).map(itemView),
    competences: choices.flatMap(({ lines }) => lines),
    courseHref: localizeHref(path),
    resultsHref: localizeHref(`${path}/hasil`),
  };
}
export type TestEditor = Awaited<ReturnType<typeof testEditor>>;
