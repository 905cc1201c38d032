import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { answerTask, courseWaiting, handInWork, viewLesson, type TaskInput } from '#modules/learning/courses';
import { aLibrary } from '#modules/people/members/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  classWaiting,
  countClassWaiting,
  endClass,
  markClassWork,
  openClassWork,
  settleClassPost,
  takeOutPupil,
  viewClass,
} from '../index.ts';

const t = useTestDb();
const { guest, writer, teacher, aClass, enter } = classHouse(t);
const TASKS: TaskInput[] = [
  {
    kind: 'assignment',
    prompt: { id: 'Buat poster.' },
    takes: ['text', 'file'],
    rubric: [
      { label: { id: 'Isi' }, levels: [{ id: 'Belum' }, { id: 'Sudah' }] },
      { label: { id: 'Sumber' }, levels: [{ id: 'Belum' }, { id: 'Sudah' }] },
    ],
  },
  { kind: 'discussion', prompt: { id: 'Apa yang kamu periksa lebih dulu?' } },
];
let libraryId = 0;
let mega: Awaited<ReturnType<typeof teacher>>;
let other: Awaited<ReturnType<typeof teacher>>;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  mega = await teacher(libraryId);
  other = await teacher(libraryId, 'Ratna Wijayanti');
});

/** A class with work and words of its first pupil. */
async function busyClass() {
  const room = await aClass(mega, { libraryId, pupils: 2, tasks: TASKS });
  const keys: string[] = [];
  for (const { picture, pin } of room.pins) keys.push((await enter(room.code, picture, pin)).key);
  const at = { course: room.course.slug, lesson: room.course.lesson };
  const [workTask = 0, talkTask = 0] = room.course.taskIds;
  const key = keys[0] ?? '';
  const file = new File(['%PDF-1.7\n%%EOF'], 'poster.pdf');
  await handInWork(guest(), t.storage, { ...at, taskId: workTask, text: 'Poster saya', file }, { key });
  await answerTask(guest(), { ...at, taskId: talkTask, answer: { kind: 'discussion', text: 'Tanggalnya.' } }, { key });
  const talkOf = async (seenBy: string | null) => {
    const { lesson } = await viewLesson(guest(), at, { key: seenBy });
    return lesson.parts.flatMap((part) =>
      part.kind === 'task' && part.task.kind === 'discussion' ? [part.task] : [],
    )[0];
  };
  return { ...room, keys, at, talkTask, talkOf };
}

test('a teacher marks by name, the class reads what was looked at, and nobody outside the class does', async () => {
  const room = await busyClass();
  const { id } = room;
  expect(await countClassWaiting(mega.ctx(), id)).toEqual({ works: 1, posts: 1 });
  const { works, posts } = await classWaiting(mega.ctx(), id);
  expect(works).toMatchObject([{ name: 'Murid Nomor 01', text: 'Poster saya', fileName: 'poster.pdf' }]);
  expect(JSON.stringify({ works, posts })).not.toContain(room.keys[0]);
  const [work, post] = [works[0], posts[0]];
  (await openClassWork(mega.ctx(), t.storage, { classId: id, workId: work?.id ?? 0 })).stream.destroy();
  await markClassWork(
    mega.ctx(),
    { classId: id, workId: work?.id ?? 0 },
    { version: work?.version ?? 0, state: 'done', marks: [1, 1], words: 'Rapi.' },
  );
  expect((await room.talkOf(room.keys[1] ?? ''))?.posts).toEqual([]);
  await settleClassPost(
    mega.ctx(),
    { classId: id, postId: post?.id ?? 0 },
    { version: post?.version ?? 0, state: 'shown' },
  );
  expect((await room.talkOf(room.keys[1] ?? ''))?.posts).toMatchObject([{ number: 1, text: 'Tanggalnya.' }]);
  // who learns the same course alone says something, and reads nothing of the class
  const alone = await answerTask(
    guest(),
    { ...room.at, taskId: room.talkTask, answer: { kind: 'discussion', text: 'Penulisnya.' } },
    { key: null },
  );
  expect((await room.talkOf(alone.key))?.posts).toEqual([]);
  expect(await countClassWaiting(mega.ctx(), id)).toEqual({ works: 0, posts: 0 });
});

test('children are marked by their teachers alone, also where somebody answers for the course', async () => {
  const { id, course } = await busyClass();
  const { works, posts } = await classWaiting(mega.ctx(), id);
  const [workId, postId] = [works[0]?.id ?? 0, posts[0]?.id ?? 0];
  expect(await courseWaiting(writer(), course.id)).toMatchObject({ works: [], posts: [] });
  const refused = [
    async () => classWaiting(other.ctx(), id),
    async () => markClassWork(other.ctx(), { classId: id, workId }, { version: 0, state: 'done', marks: [1, 1] }),
    async () => settleClassPost(other.ctx(), { classId: id, postId }, { version: 0, state: 'shown' }),
    async () => openClassWork(other.ctx(), t.storage, { classId: id, workId }),
  ];
  for (const act of refused) expect(await code(act())).toBe('classes.not_yours');
});

test('with a pupil who leaves the class their words and work go', async () => {
  const { id, pins } = await busyClass();
  await takeOutPupil(mega.ctx(), pins[0]?.id ?? 0, (await versionOfPupil(pins[0]?.id ?? 0)) ?? 0);
  expect(await classWaiting(mega.ctx(), id)).toMatchObject({ works: [], posts: [] });
});

test('in a class that has ended, or is ending, no work goes back to be mended; what waited is still marked', async () => {
  const { id } = await busyClass();
  const { works } = await classWaiting(mega.ctx(), id);
  const [work] = works;
  const at = { classId: id, workId: work?.id ?? 0 };
  const version = work?.version ?? 0;
  const many = openWithoutSecondTry(t.address);
  const ctx = () => ({ ...mega.ctx(), db: many });
  const held = await viewClass(mega.ctx(), id);
  const back = { version, state: 'returned' as const, words: 'Tulis sumbernya.' };
  const said = await playLocks(t.db, async (trx) => sql`lock table audit_event in exclusive mode`.execute(trx), [
    async () => endClass(ctx(), id, held.version),
    async () => markClassWork(ctx(), at, back),
  ]);
  await many.destroy();
  expect(said).toEqual(['done', 'classes.ended']);
  expect(await code(markClassWork(mega.ctx(), at, back))).toBe('classes.ended');
  await markClassWork(mega.ctx(), at, { version, state: 'done', marks: [1, 0] });
  expect(await countClassWaiting(mega.ctx(), id)).toMatchObject({ works: 0 });
});

const versionOfPupil = async (id: number): Promise<number | undefined> =>
  (await t.db.selectFrom('classPupil').select('version').where('id', '=', id).executeTakeFirst())?.version;
