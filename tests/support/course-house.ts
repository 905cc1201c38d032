import { checkOut } from '#modules/lending/circulation';
import { makeMember } from '#modules/lending/circulation/testing';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import {
  addLesson,
  addTask,
  createCourse,
  getCourse,
  getLesson,
  publishCourse,
  viewLesson,
  type TaskInput,
} from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { TestDb } from './test-db.ts';

let made = 0;

/** Who writes courses and who learns by them, in the database of a test. */
export function courseHouse(t: TestDb) {
  const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
  const writer = (libraryId: number | null = null): Ctx =>
    t.ctx({ grants: [{ libraryId, permissions: ['courses.manage'] }] });
  const versionOf = async (id: number): Promise<number> => (await getCourse(writer(), id)).version;
  const publish = async (id: number): Promise<void> => publishCourse(writer(), id, await versionOf(id));

  /** A course of one lesson with these tasks, as a draft. */
  async function draft(
    title: string,
    tasks: readonly TaskInput[],
  ): Promise<{ id: number; slug: string; lessonId: number; lesson: string; taskIds: number[] }> {
    const id = await createCourse(writer(), { libraryId: null, title, audience: 'pupils' });
    const lessonId = await addLesson(writer(), id, { title: 'Pelajaran satu', minutes: 40 });
    const taskIds: number[] = [];
    let after: number | null = null;
    for (const body of tasks) {
      const placed: { taskId: number; blockId: number } = await addTask(writer(), lessonId, { body, after });
      taskIds.push(placed.taskId);
      after = placed.blockId;
    }
    const { slug } = await getCourse(writer(), id);
    return { id, slug, lessonId, lesson: (await getLesson(writer(), lessonId)).slug, taskIds };
  }
  /** The same, for everybody. */
  async function open(title: string, tasks: readonly TaskInput[]) {
    const course = await draft(title, tasks);
    await publish(course.id);
    return course;
  }
  /** The tasks of a lesson as a reader sees them. */
  async function tasksSeen(ctx: Ctx, at: { slug: string; lesson: string }, key: string | null = null) {
    const { lesson } = await viewLesson(ctx, { course: at.slug, lesson: at.lesson }, { key });
    return lesson.parts.flatMap((part) => (part.kind === 'task' ? [part.task] : []));
  }
  /** A book with one copy at a library. */
  async function book(
    libraryId: number,
    about: { title: string; year?: number; ddc?: string },
  ): Promise<{ bibId: number; barcode: string }> {
    const bibId = await makeBib(t.ctx(), { ddc: '551.21', year: 2019, ...about });
    made += 1;
    const barcode = `KURSUS-${made}`;
    await makeItem(t.ctx(), { bibId, libraryId, barcodes: [barcode] });
    return { bibId, barcode };
  }
  /** Lends a copy to somebody. */
  async function lend(libraryId: number, homeLibrary: string, barcode: string): Promise<void> {
    made += 1;
    const memberNumber = await makeMember(t.ctx(), { fullName: 'Peminjam', number: `PK-${made}`, homeLibrary });
    await checkOut({ ...t.ctx(), libraryId }, { memberNumber, itemBarcode: barcode });
  }
  return { guest, writer, versionOf, publish, draft, open, tasksSeen, book, lend };
}

/** A question with two choices, of which the second is right. */
export const choice = (prompt = 'Apa yang kamu lakukan lebih dulu?'): Extract<TaskInput, { kind: 'question' }> => ({
  kind: 'question',
  prompt: { id: prompt },
  asked: {
    form: 'one',
    options: [
      { label: { id: 'Menyebarkannya' }, feedback: { id: 'Belum tentu benar.' } },
      { label: { id: 'Memeriksa siapa yang menulis' }, right: true },
    ],
  },
});

/** "Temukan dua buku tentang gunung api, terbit sesudah 2015, yang ada di rak." */
export const twoBooks: TaskInput = {
  kind: 'search',
  prompt: { id: 'Temukan dua buku tentang gunung api' },
  hints: [{ id: 'Saring tahunnya.' }, { id: 'Lihat baris “ada di”.' }],
  goal: { count: 2, ddc: ['551.2'], yearFrom: 2016 },
};
