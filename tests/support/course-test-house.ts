import { listCompetences } from '#modules/learning/competences';
import {
  addTestItem,
  beginSitting,
  handInTest,
  openCourseTest,
  viewCourseTest,
  viewSitting,
  type AnswersInput,
  type ItemInput,
} from '#modules/learning/course-tests';
import { answerTask, finishLesson, getLesson, setLessonCompetences } from '#modules/learning/courses';
import { classHouse } from './class-house.ts';
import { choice } from './course-house.ts';
import type { TestDb } from './test-db.ts';

let handed = 0;

/** Courses with tests, and who takes them, in the database of a test; `readLines` comes first. */
export function courseTestHouse(t: TestDb) {
  const classes = classHouse(t);
  const { guest, writer, draft, publish } = classes;
  const line = { searching: 0, judging: 0 };
  /** The lines of a framework that the items test. */
  async function readLines(): Promise<void> {
    const { data } = await listCompetences(t.ctx(), { framework: 'literasi', limit: 100 });
    line.searching = data.find(({ code: own }) => own === 'literasi.1.1')?.id ?? 0;
    line.judging = data.find(({ code: own }) => own === 'literasi.2.1')?.id ?? 0;
  }

  /** A question with a right second choice. */
  const item = (prompt: string, competenceId = line.searching): ItemInput => ({
    body: {
      kind: 'question',
      prompt: { id: prompt },
      asked: {
        form: 'one',
        options: [{ label: { id: 'Pilihan keliru' } }, { label: { id: 'Pilihan tepat' }, right: true }],
      },
    },
    competenceId,
  });
  const versionOf = async (courseId: number): Promise<number> => (await viewCourseTest(writer(), courseId)).version;

  /** Items of a course that is there, open to everybody. */
  async function openTest(courseId: number, items: readonly ItemInput[]): Promise<number[]> {
    const ids: number[] = [];
    for (const one of items) ids.push(await addTestItem(writer(), courseId, one));
    await openCourseTest(writer(), courseId, await versionOf(courseId));
    return ids;
  }
  /** A course of one lesson that teaches how to search, with a test of three items. */
  async function tested(title: string) {
    const course = await draft(title, [choice()]);
    const { version } = await getLesson(writer(), course.lessonId);
    await setLessonCompetences(writer(), course.lessonId, { version, competenceIds: [line.searching] });
    await publish(course.id);
    const items = await openTest(course.id, [item('Satu'), item('Dua'), item('Tiga', line.judging)]);
    return { ...course, items };
  }
  const begin = async (course: { slug: string }, part: 'before' | 'after', key: string | null = null) =>
    (await beginSitting(guest(), { course: course.slug, part }, { key })).key ?? key;
  const seen = async (course: { slug: string }, part: 'before' | 'after', key: string | null) =>
    viewSitting(guest(), { course: course.slug, part }, { key });
  /** Hands in: the first so many right, the others wrong. */
  async function handIn(course: { slug: string }, part: 'before' | 'after', key: string | null, right: number) {
    const { items } = await seen(course, part, key);
    const answers: AnswersInput = items.map(({ id }, at) => ({
      ...{ itemId: id, answer: { kind: 'one', choice: at < right ? 1 : 0 } },
    }));
    return handInTest(guest(), { course: course.slug, part, answers }, { key });
  }
  /** Somebody with both tests, who is taken to have done the lessons. */
  async function takeBoth(course: { id: number; slug: string }, before: number, after: number): Promise<void> {
    const key = await begin(course, 'before');
    await handIn(course, 'before', key, before);
    const at = t.clock.now();
    await t.db.updateTable('courseLearner').set({ finishedAt: at }).where('courseId', '=', course.id).execute();
    await begin(course, 'after', key);
    await handIn(course, 'after', key, after);
  }
  async function learn(course: { slug: string; lesson: string; taskIds: number[] }, key: string | null): Promise<void> {
    const at = { course: course.slug, lesson: course.lesson };
    await answerTask(guest(), { ...at, taskId: course.taskIds[0] ?? 0, answer: { kind: 'one', choice: 1 } }, { key });
    await finishLesson(guest(), at, { key });
  }
  /**
   * Sittings as if they had been handed in, each by the number of its learner; one of a class is the pupil of that number, from 0.
   * @param answers items by their place in the test, from 1; negative where it was wrong
   */
  async function handedIn(
    course: { id: number; items: readonly number[] },
    sittings: readonly { learner: number; part: 'before' | 'after'; answers: readonly number[]; groupId?: number }[],
  ): Promise<void> {
    const { id: courseVersionId } = await t.db
      .selectFrom('courseVersion')
      .select('id')
      .where('courseId', '=', course.id)
      .executeTakeFirstOrThrow();
    const versions = await t.db
      .selectFrom('testItemVersion')
      .select(['id', 'itemId'])
      .where('itemId', 'in', course.items)
      .execute();
    const versionOfItem = new Map(versions.map(({ id, itemId }) => [itemId, id]));
    const at = t.clock.now();
    const learners = new Map<number, number>();
    for (const { learner, groupId } of sittings) {
      if (learners.has(learner)) continue;
      const known = await t.db
        .selectFrom('courseLearner')
        .select('id')
        .where('groupId', '=', groupId ?? 0)
        .where('courseId', '=', course.id)
        .orderBy('id')
        .offset(learner)
        .limit(1)
        .executeTakeFirst();
      if (known) {
        learners.set(learner, known.id);
        continue;
      }
      handed += 1;
      const { id } = await t.db
        .insertInto('courseLearner')
        .values({
          ...{ courseId: course.id, courseVersionId, beganAt: at, seenAt: at, groupId: groupId ?? null },
          keyHash: Buffer.from(`handed in ${handed}`),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      learners.set(learner, id);
    }
    for (const { learner, part, answers } of sittings) {
      const { id: sittingId } = await t.db
        .insertInto('testSitting')
        .values({ learnerId: learners.get(learner) ?? 0, part, beganAt: at, handedInAt: at })
        .returning('id')
        .executeTakeFirstOrThrow();
      await t.db
        .insertInto('testAnswer')
        .values(
          answers.map((item, position) => ({
            ...{ sittingId, position, isRight: item > 0 },
            itemVersionId: versionOfItem.get(course.items[Math.abs(item) - 1] ?? 0) ?? 0,
          })),
        )
        .execute();
    }
  }
  return {
    ...classes,
    ...{ line, readLines, item, versionOf, openTest, tested, begin, seen, handIn, takeBoth, learn, handedIn },
  };
}
