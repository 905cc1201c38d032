import { beforeAll, expect, test } from 'vitest';
import { listCompetences } from '#modules/learning/competences';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  answerTask,
  competenceUse,
  getCourse,
  getLesson,
  setLessonCompetences,
  setTaskCompetence,
  viewCourse,
} from '../index.ts';
import { exportCourse } from '../publishing/export-course.ts';
import { importCourse } from '../publishing/import-course.ts';

const t = useTestDb();
const { guest, writer, publish, draft } = courseHouse(t);
const NOBODY = { key: null };
let searching = 0;
let judging = 0;

beforeAll(async () => {
  const { data } = await listCompetences(t.ctx(), { framework: 'literasi', limit: 100 });
  searching = data.find(({ code: own }) => own === 'literasi.1.1')?.id ?? 0;
  judging = data.find(({ code: own }) => own === 'literasi.2.1')?.id ?? 0;
});

const name = async (lessonId: number, competenceIds: number[]): Promise<void> =>
  setLessonCompetences(writer(), lessonId, {
    version: (await getLesson(writer(), lessonId)).version,
    competenceIds,
  });

test('what a lesson teaches is told to readers once it is published, in the order of the framework', async () => {
  const { id, slug, lessonId } = await draft('Kemampuan', [choice()]);
  await name(lessonId, [judging, searching, judging]);
  await publish(id);
  expect(await viewCourse(guest(), slug, NOBODY)).toMatchObject({
    course: {
      can: [
        { text: 'menyusun kata cari dari sebuah pertanyaan', language: 'id' },
        { text: 'menyebut siapa yang menulis dan untuk apa', language: 'id' },
      ],
    },
  });
  await name(lessonId, []);
  expect(await viewCourse(guest(), slug, NOBODY)).toMatchObject({
    course: { can: [{ language: 'id' }, { language: 'id' }] },
  });
  await publish(id);
  expect(await viewCourse(guest(), slug, NOBODY)).toMatchObject({ course: { can: [] } });
});

test('lines that are not there are refused, and two who write at once are told', async () => {
  const { lessonId, taskIds } = await draft('Tak dikenal', [choice()]);
  expect(await code(name(lessonId, [999_999]))).toBe('platform.invalid_input');
  const { version } = await getLesson(writer(), lessonId);
  await name(lessonId, [searching]);
  expect(await code(setLessonCompetences(writer(), lessonId, { version, competenceIds: [judging] }))).toBe(
    'platform.version_conflict',
  );
  const taskId = taskIds[0] ?? 0;
  await setTaskCompetence(writer(), taskId, { version: 0, competenceId: searching });
  expect(await code(setTaskCompetence(writer(), taskId, { version: 0, competenceId: null }))).toBe(
    'platform.version_conflict',
  );
  expect((await getLesson(writer(), lessonId)).tasks).toMatchObject([{ competenceId: searching, version: 1 }]);
  expect(await code(setTaskCompetence(writer(7), taskId, { version: 1, competenceId: null }))).toBe(
    'platform.forbidden',
  );
});

test('a competence shows where it is taught and tested, and from ten people on how many reached it', async () => {
  const { id, slug, lesson, lessonId, taskIds } = await draft('Tercapai', [choice('Satu'), choice('Dua')]);
  await name(lessonId, [searching]);
  for (const taskId of taskIds) await setTaskCompetence(writer(), taskId, { version: 0, competenceId: judging });
  await publish(id);
  const answer = async (picks: number[]): Promise<void> => {
    let key: string | null = null;
    for (const [at, pick] of picks.entries()) {
      const said = await answerTask(
        guest(),
        { course: slug, lesson, taskId: taskIds[at] ?? 0, answer: { kind: 'one', choice: pick } },
        { key },
      );
      key = said.key ?? key;
    }
  };
  const use = async () => competenceUse(writer(), [searching, judging]);
  // nine tried: of them nothing is told
  for (let i = 0; i < 9; i += 1) await answer([1, 1]);
  expect((await use()).get(judging)).toMatchObject({ tasks: 2, tried: null, reached: null });
  await answer([1, 1]);
  expect((await use()).get(judging)).toMatchObject({ tried: 10, reached: 10 });
  // one alone who did not is not told by the difference; ten are
  await answer([1, 0]);
  expect((await use()).get(judging)).toMatchObject({ tried: 11, reached: null });
  for (let i = 0; i < 9; i += 1) await answer([0]);
  expect((await use()).get(judging)).toMatchObject({ tried: 20, reached: 10 });
  expect((await use()).get(searching)?.lessons).toContainEqual(
    expect.objectContaining({ course: 'Tercapai', courseId: id, slug, lessonSlug: lesson }),
  );
  expect(await code(competenceUse(guest(), [searching]))).toBe('platform.sign_in_needed');
});

test('an archive names competences by their codes, and what another place does not have is left out', async () => {
  const { id, lessonId, taskIds } = await draft('Arsip kemampuan', [choice()]);
  await name(lessonId, [searching]);
  await setTaskCompetence(writer(), taskIds[0] ?? 0, { version: 0, competenceId: judging });
  const archive = await exportCourse(writer(), id);
  expect(archive.lessons).toMatchObject([
    { competences: ['literasi/literasi.1.1'], parts: [{ competence: 'literasi/literasi.2.1' }] },
  ]);
  const [lesson] = archive.lessons;
  const foreign = { ...archive, lessons: [{ ...lesson, competences: ['literasi/literasi.1.1', 'tak-ada/x.1'] }] };
  const { id: copy } = await importCourse(writer(), { libraryId: null, archive: foreign });
  const [copied] = (await getCourse(writer(), copy)).lessons;
  expect(await getLesson(writer(), copied?.id ?? 0)).toMatchObject({
    competenceIds: [searching],
    tasks: [{ competenceId: judging }],
  });
});
