import { beforeAll, expect, test } from 'vitest';
import { deleteBib, getBib, mergeBibs, updateItem } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import { networkOf } from '#platform/requests/rate-limit';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { countShort } from '../data/stock.queries.ts';
import { countWaiting, selectFileKeys } from '../data/works.queries.ts';
import {
  answerTask,
  checkCourse,
  listedBookCards,
  courseWaiting,
  finishLesson,
  getCourse,
  handInWork,
  joinCourse,
  listCourses,
  markCourseWork,
  openCourseWork,
  openOwnWork,
  removePost,
  reportPostOf,
  settleCoursePost,
  withdrawCourse,
  type TaskInput,
} from '../index.ts';
import { exportCourse } from '../publishing/export-course.ts';
import { importCourse } from '../publishing/import-course.ts';
import { standsNow } from '../learning/find-shelf.ts';
import { lookAtStock } from '../look-at-stock.ts';
import { FILE_AREA } from '../learning/work-file.ts';
import { coursesPersonalData } from '../personal-data.ts';

const t = useTestDb();
const { guest, writer, draft, open, tasksSeen, book, lend } = courseHouse(t);
const NOBODY = { key: null };
let main: { id: number; code: string };
let other: { id: number; code: string };

beforeAll(async () => {
  main = await aLibrary(t.ctx());
  other = await aLibrary(t.ctx(), 'TURI');
});

const ASSIGNMENT: TaskInput = {
  kind: 'assignment',
  prompt: { id: 'Buat poster tentang satu kabar yang sudah kamu periksa.' },
  takes: ['text', 'file'],
  rubric: [
    { label: { id: 'Isi' }, levels: [{ id: 'Belum jelas' }, { id: 'Jelas' }] },
    { label: { id: 'Sumber' }, levels: [{ id: 'Tidak disebut' }, { id: 'Disebut' }] },
  ],
};
const TALK: TaskInput = { kind: 'discussion', prompt: { id: 'Kabar apa yang pernah kamu periksa?' } };
const shelfTask = (places: string[], drawn: string[] = []): TaskInput => ({
  kind: 'shelf',
  prompt: { id: 'Cari rak gunung api.' },
  goal: { call: '551.21', beginnings: ['551.2'], places, drawn },
});
const pdf = (name = 'poster.pdf') => new File(['%PDF-1.7\n%%EOF'], name, { type: 'application/pdf' });
async function reader() {
  const member = await aMember(t.ctx());
  const me = () => t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  return { member, me };
}
const later = (): void => t.clock.set(new Date(t.clock.now().getTime() + 60_000).toISOString());
const versionOfBib = async (id: number): Promise<number> => (await getBib(t.ctx(), id)).version;
/** A copy whose label says where it stands. */
async function labelled(libraryId: number, title: string, callNumber: string) {
  const made = await book(libraryId, { title });
  const { id, version } = await t.db
    .selectFrom('item')
    .select(['id', 'version'])
    .where('barcode', '=', made.barcode)
    .executeTakeFirstOrThrow();
  await updateItem(t.ctx(), { id, version, callNumber });
  return made;
}

test('on foot only a copy that stands in that place now is right; one on loan, elsewhere or of another number is told why', async () => {
  const there = await labelled(main.id, 'Kelud', '551.21 KEL k');
  const wrong = await labelled(main.id, 'Batu', '552 BAT b');
  const away = await labelled(other.id, 'Merapi', '551.22 MER m');
  const lent = await labelled(main.id, 'Lahar', '551.21 LAH l');
  await lend(main.id, main.code, lent.barcode);
  const { slug, lesson, taskIds } = await open('Rak', [shelfTask([main.code])]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const faults = async (said: string) =>
    (await answerTask(guest(), { ...at, answer: { kind: 'shelf', code: said } }, NOBODY)).outcome;
  expect(await faults(there.barcode)).toEqual({ kind: 'shelf', right: true, faults: [] });
  // a code that is read from a QR may be the end of an address
  expect(await faults(`https://katalog.contoh.id/e/${there.barcode}?s=1`)).toMatchObject({ right: true });
  expect(await faults(wrong.barcode)).toMatchObject({ right: false, faults: ['other_place'] });
  expect(await faults(away.barcode)).toMatchObject({ right: false, faults: ['elsewhere'] });
  expect(await faults(lent.barcode)).toMatchObject({ right: false, faults: ['not_on_shelf'] });
  expect(await faults('TIDAK-ADA')).toMatchObject({ right: false, faults: ['unknown_code'] });
  expect(await code(answerTask(guest(), { ...at, answer: { kind: 'gap_on_shelf', gap: 0 } }, NOBODY))).toBe(
    'courses.answer_unfit',
  );
});

test('on the drawing a book has one place, and a shelf that is out of order is not written', async () => {
  const drawn = ['530 FIS a', '551.3 GEO b', '597 IKA c'];
  const { slug, lesson, taskIds } = await open('Gambar rak', [shelfTask([], drawn)]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const put = async (gap: number) =>
    (await answerTask(guest(), { ...at, answer: { kind: 'gap_on_shelf', gap } }, NOBODY)).outcome;
  expect(await put(1)).toMatchObject({ right: true });
  expect(await put(3)).toMatchObject({ right: false, faults: ['too_far_right'] });
  expect(await code(draft('Kacau', [shelfTask([], drawn.toReversed())]))).toBe('platform.invalid_input');
});

test('a place in which nothing stands keeps a course back', async () => {
  const bare: TaskInput = {
    kind: 'shelf',
    prompt: { id: 'Cari' },
    goal: { call: '999.9 ZZZ z', beginnings: ['999.9'] },
  };
  const { id } = await draft('Rak kosong', [bare]);
  expect(await checkCourse(writer(), id)).toContainEqual(
    expect.objectContaining({ code: 'no_copy_there', blocking: true }),
  );
});

test('a copy is found behind however many that stand at other libraries', async () => {
  for (const title of ['Satu', 'Dua', 'Tiga']) await labelled(main.id, title, '745.1 RAK r');
  await labelled(other.id, 'Empat', '745.1 RAK r');
  const goal = (places: string[]) => ({ call: '745.1 RAK r', beginnings: ['745.1'], places, drawn: [] });
  expect(await standsNow(t.ctx(), goal([other.code]), 1)).toBe(true);
  expect(await standsNow(t.ctx(), goal(['TIDAK-ADA']), 1)).toBe(false);
});

test('when nothing stands in the place of a task any more, who writes is told', async () => {
  const there = await labelled(main.id, 'Anggrek', '584.4 ANG a');
  const goal = { call: '584.4 ANG a', beginnings: ['584.4'], places: [main.code] };
  await open('Rak anggrek', [{ kind: 'shelf', prompt: { id: 'Cari rak anggrek.' }, goal }]);
  await lookAtStock(t);
  const before = (await countShort(t.db, null)).count;
  await lend(main.id, main.code, there.barcode);
  await lookAtStock(t);
  expect((await countShort(t.db, null)).count).toBe(before + 1);
});

test('a book of a reading list goes elsewhere by its ISBN, never by a number of ours', async () => {
  const isbn = '9786020332956';
  const bibId = await makeBib(t.ctx(), { title: 'Laskar Baca', isbn });
  const stranger = await book(main.id, { title: 'Bukan itu' });
  const reading: TaskInput = { kind: 'reading', prompt: { id: 'Baca.' }, books: [{ bibId }] };
  const { id } = await draft('Bekal bacaan', [reading]);
  const archive = await exportCourse(writer(), id);
  expect(JSON.stringify(archive)).toContain(`"isbn":"${isbn}","bibId":null`);
  const told: unknown = JSON.parse(JSON.stringify(archive).replace('"bibId":null', `"bibId":${stranger.bibId}`));
  const came = await exportCourse(writer(), (await importCourse(writer(), { libraryId: null, archive: told })).id);
  expect(JSON.stringify(came)).toContain(`"isbn":"${isbn}","bibId":null`);
  const [kept] = await t.db.selectFrom('lessonTask').select('body').orderBy('id', 'desc').limit(1).execute();
  expect(kept?.body).toMatchObject({ books: [{ bibId, title: 'Laskar Baca' }] });
});

test('a listed book is followed when it is merged, named when it is gone, and leaves its number behind in an archive', async () => {
  const [kept, twin, gone] = [
    await book(main.id, { title: 'Gunung Kita' }),
    await book(main.id, { title: 'Gunung Kita' }),
    await labelled(main.id, 'Hilang', '551 HIL h'),
  ];
  const reading: TaskInput = {
    kind: 'reading',
    prompt: { id: 'Pilih satu.' },
    books: [{ bibId: twin.bibId, why: { id: 'Pendek' } }, { bibId: gone.bibId }],
  };
  const { id, slug, lesson, taskIds } = await open('Bacaan', [reading]);
  await mergeBibs(t.ctx(), {
    ...{ keepId: kept.bibId, dropId: twin.bibId },
    keepVersion: await versionOfBib(kept.bibId),
    dropVersion: await versionOfBib(twin.bibId),
  });
  await t.db.deleteFrom('item').where('barcode', '=', gone.barcode).execute();
  await deleteBib(t.ctx(), { id: gone.bibId, version: await versionOfBib(gone.bibId), reason: 'Keliru dibuat' });
  expect(await tasksSeen(guest(), { slug, lesson })).toMatchObject([
    {
      books: [
        { bibId: kept.bibId, title: 'Gunung Kita', why: 'Pendek' },
        { bibId: null, title: 'Hilang' },
      ],
    },
  ]);
  // on the page of the course it stands with where it can be had
  expect(await listedBookCards(guest(), id)).toMatchObject([{ id: kept.bibId, holdings: [{ available: 2 }] }]);
  expect(await checkCourse(writer(), id)).toContainEqual(
    expect.objectContaining({ code: 'book_gone', blocking: false }),
  );
  const task = JSON.stringify((await exportCourse(writer(), id)).lessons);
  expect(task).toContain('Gunung Kita');
  expect(task).not.toContain(`"bibId":${twin.bibId}`);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  expect((await answerTask(guest(), { ...at, answer: { kind: 'reading', seen: [0] } }, NOBODY)).outcome.right).toBe(
    true,
  );
  // a book that is nowhere has to be called something
  expect(await code(draft('Entah', [{ ...reading, books: [{ bibId: 999_999_999 }] }]))).toBe('platform.invalid_input');
});

test('words to the others are seen by nobody until they were looked at, and out of sight again when somebody asks', async () => {
  const { id, slug, lesson, taskIds } = await open('Bincang', [TALK]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const one = (await joinCourse(guest(), slug, NOBODY)).key;
  const two = (await joinCourse(guest(), slug, NOBODY)).key;
  const say = async (key: string | null, text: string) =>
    (await answerTask(guest(), { ...at, answer: { kind: 'discussion', text } }, { key })).outcome;
  const seenBy = async (key: string | null) => (await tasksSeen(guest(), { slug, lesson }, key))[0];
  const settle = async (state: 'shown' | 'hidden', text: string) => {
    const post = (await courseWaiting(writer(), id)).posts.find((each) => each.text === text);
    await settleCoursePost(writer(), { courseId: id, postId: post?.id ?? 0 }, { version: post?.version ?? 0, state });
  };
  await say(one, 'Saya memeriksa tanggalnya.');
  expect(await seenBy(one)).toMatchObject({ own: 'waiting', standing: { isRight: true } });
  expect(await seenBy(two)).toMatchObject({ own: null, posts: [] });
  await settle('shown', 'Saya memeriksa tanggalnya.');
  const shown = await seenBy(two);
  expect(shown).toMatchObject({ posts: [{ number: 1, text: 'Saya memeriksa tanggalnya.' }] });
  // whoever takes no part reads nothing of it
  expect(await seenBy(null)).toMatchObject({ posts: [] });
  const postId = shown?.kind === 'discussion' ? (shown.posts[0]?.id ?? 0) : 0;
  await reportPostOf(guest(), { ...at, postId }, { key: two });
  expect(await seenBy(two)).toMatchObject({ posts: [] });
  // asked once more is no second question, and nobody asks about their own words
  const reported = (await courseWaiting(writer(), id)).posts[0];
  later();
  await reportPostOf(guest(), { ...at, postId }, { key: two });
  expect((await courseWaiting(writer(), id)).posts[0]).toEqual(reported);
  expect(await code(reportPostOf(guest(), { ...at, postId }, { key: one }))).toBe('courses.post_unknown');
  await settle('shown', 'Saya memeriksa tanggalnya.');
  // what was looked at again stays, whoever asks
  await reportPostOf(guest(), { ...at, postId }, { key: two });
  expect(await seenBy(two)).toMatchObject({ posts: [{ number: 1, text: 'Saya memeriksa tanggalnya.' }] });
  // written anew it waits again, and a decision on the words of before is refused
  const before = (await courseWaiting(writer(), id)).posts[0];
  await say(one, 'Saya memeriksa penulisnya.');
  expect(await seenBy(two)).toMatchObject({ posts: [] });
  expect(
    await code(settleCoursePost(writer(), { courseId: id, postId }, { version: before?.version ?? 0, state: 'shown' })),
  ).toBe('platform.version_conflict');
  // a way to reach somebody goes to nobody at all
  expect(await say(one, 'Hubungi 0812-3456-7890')).toMatchObject({ right: false, contact: true });
  expect((await courseWaiting(writer(), id)).posts).toEqual([]);
  await say(two, 'Saya bertanya kepada pustakawan.');
  await removePost(guest(), at, { key: two });
  expect((await courseWaiting(writer(), id)).posts).toEqual([]);
  expect((await seenBy(two))?.standing.tries).toBe(0);
});

test('all that was said is reached page by page, what waits first', async () => {
  const { id, slug, lesson, taskIds } = await open('Ramai', [TALK, ASSIGNMENT]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const toRead = async () => (await courseWaiting(writer(), id, { limit: 1 })).posts[0];
  for (const text of ['satu', 'dua', 'tiga', 'empat']) {
    later();
    const { key } = await answerTask(guest(), { ...at, answer: { kind: 'discussion', text } }, NOBODY);
    await answerTask(guest(), { ...at, taskId: taskIds[1] ?? 0, answer: { kind: 'assignment', text } }, { key });
    const post = await toRead();
    const settled = { version: post?.version ?? 0, state: 'shown' as const };
    if (text !== 'dua') await settleCoursePost(writer(), { courseId: id, postId: post?.id ?? 0 }, settled);
  }
  expect((await courseWaiting(writer(), id)).posts.map(({ text }) => text)).toEqual(['dua', 'empat', 'tiga', 'satu']);
  const posts: string[] = [];
  const works: string[] = [];
  let from: { posts?: string | undefined; works?: string | undefined } = {};
  for (let page = 0; page < 4; page += 1) {
    const seen = await courseWaiting(writer(), id, { ...from, limit: 1 });
    posts.push(...seen.posts.map(({ text }) => text));
    works.push(...seen.works.map(({ text }) => text));
    from = { posts: seen.next.posts ?? undefined, works: seen.next.works ?? undefined };
  }
  expect(posts).toEqual(['dua', 'empat', 'tiga', 'satu']);
  expect(works).toEqual(['satu', 'dua', 'tiga', 'empat']);
  expect(from).toEqual({ posts: undefined, works: undefined });
  // what nobody sees waits for nobody
  const waits = async () => (await countWaiting(t.db, null)).some(({ courseId }) => courseId === id);
  expect(await waits()).toBe(true);
  await withdrawCourse(writer(), id, (await getCourse(writer(), id)).version);
  expect(await waits()).toBe(false);
});

test('work is handed in, given back, handed in again and done; the lesson is done when it was handed in', async () => {
  const { id, slug, lesson, taskIds } = await open('Poster', [ASSIGNMENT, choice()]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const { me } = await reader();
  expect(await code(answerTask(me(), { ...at, answer: { kind: 'assignment' } }, NOBODY))).toBe('courses.work_empty');
  await handInWork(me(), t.storage, { ...at, text: 'Lihat berkas.', file: pdf('../poster <b>.exe') }, NOBODY);
  await answerTask(me(), { ...at, taskId: taskIds[1] ?? 0, answer: { kind: 'one', choice: 0 } }, NOBODY);
  await finishLesson(me(), { course: slug, lesson }, NOBODY);
  const [work] = (await courseWaiting(writer(), id)).works;
  // no name, and a file whose ending says what it is
  expect(work).toMatchObject({
    number: 1,
    key: null,
    tries: 1,
    text: 'Lihat berkas.',
  });
  expect(work?.fileName).toMatch(/\.pdf$/);
  expect((await listCourses(writer(), { limit: 50 })).courses.find((one) => one.id === id)?.waiting).toBe(1);
  const mark = async (input: Parameters<typeof markCourseWork>[2]) =>
    markCourseWork(writer(), { courseId: id, workId: work?.id ?? 0 }, input);
  const read = { version: work?.version ?? 0 };
  expect(await code(mark({ ...read, state: 'done', marks: [1] }))).toBe('platform.invalid_input');
  const both = await Promise.allSettled([
    mark({ ...read, state: 'returned', marks: [1, 0], words: 'Sebutkan sumbernya.' }),
    mark({ ...read, state: 'returned', marks: [1, 0], words: 'Sebutkan sumbernya.' }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await tasksSeen(me(), { slug, lesson }))[0]).toMatchObject({
    work: { state: 'returned', marks: [1, 0], words: 'Sebutkan sumbernya.' },
  });
  expect((await courseWaiting(writer(), id)).works).toEqual([]);
  await answerTask(me(), { ...at, answer: { kind: 'assignment', text: 'Sumber: BPBD.' } }, NOBODY);
  const [again] = (await courseWaiting(writer(), id)).works;
  expect(again).toMatchObject({ tries: 2, text: 'Sumber: BPBD.', marks: [1, 0] });
  await mark({ version: again?.version ?? 0, state: 'done', marks: [1, 1], words: 'Bagus.' });
  expect(await code(answerTask(me(), { ...at, answer: { kind: 'assignment', text: 'Lagi' } }, NOBODY))).toBe(
    'courses.work_done',
  );
});

test('a file is opened by whoever handed it in and whoever marks it, and by nobody else', async () => {
  const { id, slug, lesson, taskIds } = await open('Berkas', [ASSIGNMENT]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0 };
  const { me } = await reader();
  const stranger = (await reader()).me;
  await handInWork(me(), t.storage, { ...at, text: '', file: pdf() }, NOBODY);
  const workId = (await courseWaiting(writer(), id)).works[0]?.id ?? 0;
  const own = await openOwnWork(me(), t.storage, { course: slug, workId }, NOBODY);
  own.stream.destroy();
  expect(own).toMatchObject({ fileName: 'poster.pdf', mediaType: 'application/pdf' });
  await joinCourse(stranger(), slug, NOBODY);
  for (const ctx of [stranger, guest])
    expect(await code(openOwnWork(ctx(), t.storage, { course: slug, workId }, NOBODY))).toBe('courses.work_unknown');
  // a course of the whole network is marked by whoever may write there, not by those of one library
  const ofOther = () => writer(other.id);
  const refused = [
    async () => courseWaiting(ofOther(), id),
    async () => markCourseWork(ofOther(), { courseId: id, workId }, { version: 0, state: 'done', marks: [1, 1] }),
    async () => openCourseWork(ofOther(), t.storage, { courseId: id, workId }),
  ];
  for (const act of refused) expect(await code(act())).toBe('platform.forbidden');
  // by the way of another course it is not reached either
  const elsewhere = await open('Lain', [ASSIGNMENT]);
  expect(
    await code(
      markCourseWork(writer(), { courseId: elsewhere.id, workId }, { version: 0, state: 'done', marks: [1, 1] }),
    ),
  ).toBe('courses.work_unknown');
  const page = new File(['<!doctype html><script>alert(1)</script>'], 'a.pdf', { type: 'application/pdf' });
  expect(await code(handInWork(me(), t.storage, { ...at, text: '', file: page }, NOBODY))).toBe(
    'platform.not_acceptable_file',
  );
});

test('a file makes room for the next, nobody sends more than twenty in an hour, and none for work that is done', async () => {
  const { id, slug, lesson, taskIds } = await open('Banyak berkas', [ASSIGNMENT]);
  const at = { course: slug, lesson, taskId: taskIds[0] ?? 0, text: '' };
  const { me } = await reader();
  const keyNow = async (): Promise<string> => {
    const query = t.db.selectFrom('taskWork').select('fileKey').where('taskId', '=', at.taskId);
    return (await query.executeTakeFirstOrThrow()).fileKey ?? '';
  };
  await handInWork(me(), t.storage, { ...at, file: pdf() }, NOBODY);
  const first = await keyNow();
  for (let nth = 2; nth <= 20; nth += 1) await handInWork(me(), t.storage, { ...at, file: pdf() }, NOBODY);
  expect(await t.storage.size(first).catch(() => null)).toBeNull();
  expect(await t.storage.size(await keyNow())).toBeGreaterThan(0);
  expect(await code(handInWork(me(), t.storage, { ...at, file: pdf() }, NOBODY))).toBe('platform.too_many_requests');
  // whoever begins anew for every file is held by where they come from
  const ip = '203.0.113.77';
  const sent = { windowStart: t.clock.now(), hits: 300, until: new Date(t.clock.now().getTime() + 3_600_000) };
  await t.db
    .insertInto('rateLimit')
    .values({ key: `course-file-net:${networkOf(ip)}`, ...sent })
    .execute();
  expect(await code(handInWork(guest(), t.storage, { ...at, file: pdf() }, { key: null, ip }))).toBe(
    'platform.too_many_requests',
  );
  const [work] = (await courseWaiting(writer(), id)).works;
  const marked = { version: work?.version ?? 0, state: 'done' as const, marks: [1, 1] };
  await markCourseWork(writer(), { courseId: id, workId: work?.id ?? 0 }, marked);
  expect(await code(handInWork(me(), t.storage, { ...at, file: new File(['?'], 'a') }, NOBODY))).toBe(
    'courses.work_done',
  );
});

test('with a member their words, their work and its file go', async () => {
  const { id, slug, lesson, taskIds } = await open('Pamit', [ASSIGNMENT, TALK]);
  const [workTask = 0, talkTask = 0] = taskIds;
  const { me, member } = await reader();
  const at = { course: slug, lesson };
  await handInWork(me(), t.storage, { ...at, taskId: workTask, text: 'Karya saya', file: pdf() }, NOBODY);
  await answerTask(me(), { ...at, taskId: talkTask, answer: { kind: 'discussion', text: 'Kata saya' } }, NOBODY);
  const told = JSON.stringify(await coursesPersonalData.exportOf(t.db, member.id));
  for (const said of ['Karya saya', 'Kata saya', 'poster.pdf']) expect(told).toContain(said);
  const { fileKey } = await t.db
    .selectFrom('taskWork')
    .select('fileKey')
    .where('taskId', '=', workTask)
    .executeTakeFirstOrThrow();
  await eraseByNumber(t.ctx(), [coursesPersonalData], member.number);
  expect(await courseWaiting(writer(), id)).toMatchObject({ works: [], posts: [] });
  await t.storage.clear(FILE_AREA, { hours: -1, keep: await selectFileKeys(t.db) });
  expect(await t.storage.size(fileKey ?? '').catch(() => null)).toBeNull();
});
