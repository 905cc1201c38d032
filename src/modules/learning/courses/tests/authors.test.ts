import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { permissions } from '#contributed/permissions';
import { searchMembers } from '#modules/people/members';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { GOOD_PASSWORD, makeAccount, signedIn } from '#modules/ground/identity/testing';
import { listAccounts } from '#modules/ground/identity';
import { setSetting } from '#modules/ground/libraries';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { openBeside } from '#platform/database/beside';
import { code } from '../../../../../tests/support/collection-house.ts';
import { counted } from '../../../../../tests/support/counted.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { forgetInvitations } from '../authors/forget-invitations.ts';
import { lockCourse } from '../data/courses.queries.ts';
import {
  acceptAsNew,
  acceptAsOwn,
  acceptLessonSuggestion,
  addLesson,
  addLessonBlocks,
  addLessonComment,
  addTask,
  answerLessonComment,
  checkCourse,
  courseReview,
  courseWaiting,
  createCourse,
  getCourse,
  getLesson,
  inviteAuthor,
  listAuthoredCourses,
  listAuthors,
  listCourses,
  listLessonComments,
  markCourseWork,
  previewLesson,
  publishCourse,
  putLessonBlockBack,
  removeAuthor,
  removeCourse,
  removeLessonBlock,
  removeLessonComment,
  renewInvitation,
  reviewCourse,
  revokeInvitation,
  saveCourse,
  saveLessonBlock,
  saveTask,
  settleCoursePost,
  settleLessonComment,
  submitCourse,
  viewInvitation,
  withdrawCourse,
} from '../index.ts';
import { exportCourse } from '../publishing/export-course.ts';
import { importCourse } from '../publishing/import-course.ts';

const t = useTestDb();
const { guest, draft } = courseHouse(t);
const DAY = 86_400_000;
const NO_RIGHT = 'platform.forbidden';
let nth = 0;
let libraryId = 0;
let librarian: Ctx;

/** Somebody of the library who answers for courses. */
async function colleague(username: string): Promise<Ctx> {
  await makeAccount(t, { username, grants: [{ role: 'programmes', libraryId: null }] });
  return (await signedIn(t, username)).ctx;
}

beforeAll(async () => {
  await ensureBuiltinRoles(t.db, { permissions });
  libraryId = (await aLibrary(t.ctx(), 'SMPN-3')).id;
  librarian = await colleague('program');
});

const later = (days: number): void => t.clock.set(new Date(t.clock.now().getTime() + days * DAY).toISOString());
const invite = async (courseId: number, name = 'Mega Puspita') =>
  inviteAuthor(librarian, courseId, { name, email: 'mega@contoh.id', libraryId });

/** A teacher who accepted an invitation to a course, signed in. */
async function teacherOf(courseId: number, name = 'Mega Puspita'): Promise<Ctx> {
  nth += 1;
  const { token } = await invite(courseId, name);
  await acceptAsNew(guest(), token, { username: `mega${nth}`, password: GOOD_PASSWORD });
  return (await signedIn(t, `mega${nth}`)).ctx;
}

const idOf = ({ actor }: Ctx): number => (actor.kind === 'account' ? actor.id : 0);
const versionSeen = async (ctx: Ctx, id: number): Promise<number> => (await getCourse(ctx, id)).version;
const submit = async (ctx: Ctx, id: number): Promise<void> => submitCourse(ctx, id, await versionSeen(ctx, id));
const publishBy = async (ctx: Ctx, id: number): Promise<void> => publishCourse(ctx, id, await versionSeen(ctx, id));
const judge = async (ctx: Ctx, id: number, verdict: 'agreed' | 'changes', words = ''): Promise<void> =>
  reviewCourse(ctx, id, { verdict, words, version: await versionSeen(ctx, id) });

test('a link makes one account, an educator at one library and nothing more', async () => {
  const { id } = await draft('Undangan', [choice()]);
  const { token } = await invite(id);
  expect(await viewInvitation(guest(), token)).toMatchObject({
    courseTitle: 'Undangan',
    name: 'Mega Puspita',
    libraryId,
  });
  const account = { username: 'mega.sekali', password: GOOD_PASSWORD };
  expect(await code(acceptAsNew(guest(), token, { ...account, password: 'pendek' }))).toBe('platform.invalid_input');
  await acceptAsNew(guest(), token, account);
  expect(await code(acceptAsNew(guest(), token, { ...account, username: 'mega.lagi' }))).toBe(
    'courses.invitation_unknown',
  );
  const [made] = await listAccounts(t.ctx(), { limit: 1, q: 'mega.sekali' });
  expect(made?.grants.map(({ roleCode, libraryId: at, permissions: may }) => ({ roleCode, at, may }))).toEqual([
    { roleCode: 'educator', at: libraryId, may: ['courses.teach'] },
  ]);
  expect((await listAuthors(librarian, id)).authors.map(({ name }) => name)).toEqual(['Mega Puspita']);
});

test('of two who open a link at once one comes in', async () => {
  const { id } = await draft('Berebut', [choice()]);
  const { token } = await invite(id);
  const both = await Promise.allSettled(
    ['pertama', 'kedua'].map(async (username) => acceptAsNew(guest(), token, { username, password: GOOD_PASSWORD })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await listAuthors(librarian, id)).authors).toHaveLength(1);
});

test('a link that is opened while the draft is being deleted makes no account, and one that was opened before leaves nothing of the course', async () => {
  const { id } = await draft('Dihapus saat diterima', [choice()]);
  const { token } = await invite(id);
  const school = await colleague('sekolah.lain');
  const { token: own } = await invite(id, 'Rekan');
  const grants = async () => (await listAccounts(t.ctx(), { limit: 1, q: 'sekolah.lain' }))[0]?.grants;
  const before = await grants();
  const waits = async (): Promise<number> =>
    (
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        t.db,
      )
    ).rows.length;
  // as whoever deletes it: the course is held, then goes with all its invitations
  const beside = openBeside(t.address);
  const trx = await beside.startTransaction().execute();
  await lockCourse(trx, id);
  const accepting = [
    code(acceptAsNew(guest(), token, { username: 'terlambat.sekali', password: GOOD_PASSWORD })),
    code(acceptAsOwn(school, own)),
  ];
  await expect.poll(waits, { timeout: 10_000 }).toBe(accepting.length);
  await trx.deleteFrom('course').where('id', '=', id).execute();
  await trx.commit().execute();
  await beside.destroy();
  expect(await Promise.all(accepting)).toEqual(['courses.invitation_unknown', 'courses.invitation_unknown']);
  expect(await listAccounts(t.ctx(), { limit: 1, q: 'terlambat.sekali' })).toEqual([]);
  expect(await grants()).toEqual(before);

  // both at once, whichever comes first: no author of a course that is not there
  for (let round = 0; round < 3; round += 1) {
    const other = await draft(`Berlomba ${round}`, [choice()]);
    const invited = await invite(other.id);
    const version = await versionSeen(librarian, other.id);
    const [accepted, removed] = await Promise.allSettled([
      acceptAsNew(guest(), invited.token, { username: `lomba${round}`, password: GOOD_PASSWORD }),
      removeCourse(librarian, other.id, version),
    ]);
    expect(removed.status).toBe('fulfilled');
    expect(await listAccounts(t.ctx(), { limit: 1, q: `lomba${round}` })).toHaveLength(
      accepted.status === 'fulfilled' ? 1 : 0,
    );
  }
  const left = t.db.selectFrom('courseAuthor').leftJoin('course', 'course.id', 'courseAuthor.courseId');
  expect(await left.select('courseAuthor.courseId').where('course.id', 'is', null).execute()).toEqual([]);
});

test('a link ends after two weeks, when it is taken back, and when a new one is made', async () => {
  const { id } = await draft('Kedaluwarsa', [choice()]);
  const first = await invite(id);
  const renewed = await renewInvitation(librarian, first.id);
  expect(await code(viewInvitation(guest(), first.token))).toBe('courses.invitation_unknown');
  expect((await viewInvitation(guest(), renewed.token)).name).toBe('Mega Puspita');
  await revokeInvitation(librarian, first.id);
  expect(await code(viewInvitation(guest(), renewed.token))).toBe('courses.invitation_unknown');
  const { token } = await invite(id);
  later(15);
  expect(await code(viewInvitation(guest(), token))).toBe('courses.invitation_unknown');
  const late = { username: 'terlambat', password: GOOD_PASSWORD };
  expect(await code(acceptAsNew(guest(), token, late))).toBe('courses.invitation_unknown');
  librarian = (await signedIn(t, 'program')).ctx;
  expect((await listAuthors(librarian, id)).invitations).toMatchObject([{ isOver: true }]);
  later(31);
  await forgetInvitations(t);
  librarian = (await signedIn(t, 'program')).ctx;
  expect((await listAuthors(librarian, id)).invitations).toEqual([]);
});

test('nobody invites to a course that is not theirs, nor where they may not teach', async () => {
  const { id } = await draft('Bukan milik', [choice()]);
  const asked = { name: 'Siapa', libraryId };
  const elsewhere = t.ctx({ grants: [{ libraryId, permissions: ['courses.manage', 'courses.teach'] }] });
  expect(await code(inviteAuthor(elsewhere, id, asked))).toBe(NO_RIGHT);
  const writesOnly = t.ctx({ grants: [{ libraryId: null, permissions: ['courses.manage'] }] });
  expect(await code(inviteAuthor(writesOnly, id, asked))).toBe(NO_RIGHT);
  const teacher = await teacherOf(id);
  expect(await code(inviteAuthor(teacher, id, asked))).toBe(NO_RIGHT);
  expect(await code(listAuthors(teacher, id))).toBe(NO_RIGHT);
  expect(await code(removeAuthor(teacher, id, idOf(teacher)))).toBe(NO_RIGHT);
});

test('who has an account accepts with it; who answers for the course needs no invitation', async () => {
  const { id } = await draft('Akun lama', [choice()]);
  const { token } = await invite(id);
  expect(await code(acceptAsOwn(librarian, token))).toBe('courses.own_course');
  expect(await code(acceptAsOwn(guest(), token))).toBe('platform.sign_in_needed');
  await makeAccount(t, { username: 'sekolah', grants: [{ role: 'school_staff', libraryId }] });
  const school = (await signedIn(t, 'sekolah')).ctx;
  await acceptAsOwn(school, token);
  expect((await listAuthoredCourses(school)).map((one) => one.id)).toEqual([id]);
});

test('a co-author writes that course whole, and nothing else of the house', async () => {
  const { id, lessonId, taskIds } = await draft('Ditulis bersama', [choice()]);
  const other = await draft('Kursus lain', [choice()]);
  const teacher = await teacherOf(id);
  const course = await getCourse(teacher, id);
  await saveCourse(teacher, id, {
    title: 'Ditulis berdua',
    audience: 'pupils',
    slug: course.slug,
    version: course.version,
  });
  const [taskId = 0] = taskIds;
  await saveTask(teacher, taskId, { version: 0, body: choice('Diubah guru') });
  await addTask(teacher, await addLesson(teacher, id, { title: 'Dari guru', minutes: 20 }), {
    body: choice(),
    after: null,
  });
  expect((await previewLesson(teacher, lessonId)).title).toBe('Pelajaran satu');
  await checkCourse(teacher, id);
  const now = await versionSeen(teacher, id);
  const own = { audience: 'pupils' as const, title: 'Ditulis berdua', version: now };
  for (const act of [
    async () => saveCourse(teacher, id, { ...own, slug: 'alamat-lain' }),
    async () => publishCourse(teacher, id, now),
    async () => withdrawCourse(teacher, id, now),
    async () => removeCourse(teacher, id, now),
    async () => exportCourse(teacher, id),
    async () => importCourse(teacher, { libraryId, archive: await exportCourse(librarian, id) }),
    async () => createCourse(teacher, { libraryId, title: 'Baru', audience: 'pupils' }),
    async () => listCourses(teacher, { limit: 10 }),
    async () => getCourse(teacher, other.id),
    async () => getLesson(teacher, other.lessonId),
    async () => previewLesson(teacher, other.lessonId),
    async () => addLesson(teacher, other.id, { title: 'Masuk', minutes: 10 }),
    async () => saveTask(teacher, other.taskIds[0] ?? 0, { version: 0, body: choice() }),
    async () => submitCourse(teacher, other.id, 0),
    async () => courseReview(teacher, other.id),
    async () => listLessonComments(teacher, other.lessonId),
    async () => addLessonComment(teacher, other.lessonId, { blockId: 1, words: 'Intip' }),
    async () => searchMembers(teacher, { q: 'a', limit: 1 }),
    async () => listAccounts(teacher, { limit: 1 }),
  ])
    expect(await code(act())).toBe(NO_RIGHT);
  await removeAuthor(librarian, id, idOf(teacher));
  expect(await code(getCourse(teacher, id))).toBe(NO_RIGHT);
  expect(await listAuthoredCourses(teacher)).toEqual([]);
});

test('what the librarian submits the teacher agrees to before it is published', async () => {
  const { id, lessonId } = await draft('Dua pihak', [choice()]);
  const teacher = await teacherOf(id);
  expect((await checkCourse(librarian, id)).map((check) => check.code)).toContain('needs_review');
  expect(await code(publishBy(librarian, id))).toBe('courses.needs_review');
  await submit(librarian, id);
  expect(await code(publishBy(librarian, id))).toBe('courses.needs_review');
  // nobody of the library agrees in the place of the teacher
  expect(await code(publishBy(await colleague('kedua.perpus'), id))).toBe('courses.needs_review');
  expect(await code(judge(librarian, id, 'agreed'))).toBe('courses.own_approval');
  expect(await code(judge(teacher, id, 'changes'))).toBe('platform.invalid_input');
  await judge(teacher, id, 'changes', 'Contohnya menakutkan.');
  expect(await getCourse(librarian, id)).toMatchObject({ state: 'draft', submittedBy: '' });
  await submit(librarian, id);
  await judge(teacher, id, 'agreed');
  expect(await courseReview(librarian, id)).toMatchObject({ agreed: true, mayJudge: false });
  // a word changes: what was agreed to is no longer what stands
  await addTask(librarian, lessonId, { body: choice('Tambahan'), after: null });
  expect(await code(publishBy(librarian, id))).toBe('courses.needs_review');
  await submit(librarian, id);
  expect((await courseReview(teacher, id)).mayJudge).toBe(true);
  await judge(teacher, id, 'agreed');
  await publishBy(librarian, id);
  expect((await getCourse(librarian, id)).state).toBe('published');
});

test('what the teacher submits a librarian agrees to by publishing it', async () => {
  const { id } = await draft('Dari guru', [choice()]);
  const teacher = await teacherOf(id);
  await submit(teacher, id);
  expect(await courseReview(librarian, id)).toMatchObject({ asked: 'library', mayJudge: true });
  // another teacher stands on the same side
  expect(await code(judge(await teacherOf(id, 'Retno'), id, 'agreed'))).toBe('courses.own_approval');
  await publishBy(librarian, id);
  expect((await courseReview(teacher, id)).reviews).toMatchObject([{ side: 'library', verdict: 'agreed' }]);
});

test('where the network asks for a second person, the teacher who agreed is one', async () => {
  const { id } = await draft('Satu pustakawan', [choice()]);
  const teacher = await teacherOf(id);
  await setSetting(t.ctx(), 'siteSecondPerson', true);
  try {
    await submit(librarian, id);
    expect(await code(publishBy(librarian, id))).toBe('courses.needs_review');
    await judge(teacher, id, 'agreed');
    await publishBy(librarian, id);
    expect((await getCourse(librarian, id)).state).toBe('published');
    // without the teacher it is another librarian
    await removeAuthor(librarian, id, idOf(teacher));
    await submit(librarian, id);
    expect(await code(publishBy(librarian, id))).toBe('courses.own_approval');
  } finally {
    await setSetting(t.ctx(), 'siteSecondPerson', false);
  }
});

test('a co-author who answers for courses of another library marks nobody and settles nothing in ours', async () => {
  const { id } = await draft('Dinilai perpustakaan', [choice()]);
  await makeAccount(t, { username: 'perpus.lain', grants: [{ role: 'programmes', libraryId }] });
  const { token } = await invite(id, 'Rekan');
  const partner = (await signedIn(t, 'perpus.lain')).ctx;
  await acceptAsOwn(partner, token);
  const seen = (await signedIn(t, 'perpus.lain')).ctx;
  expect((await getCourse(seen, id)).title).toBe('Dinilai perpustakaan');
  for (const act of [
    async () => courseWaiting(seen, id),
    async () => markCourseWork(seen, { courseId: id, workId: 1 }, { version: 0, state: 'returned', marks: [] }),
    async () => settleCoursePost(seen, { courseId: id, postId: 1 }, { version: 0, state: 'shown' }),
  ])
    expect(await code(act())).toBe(NO_RIGHT);
});

test('comments stand at a part, are answered, settled, opened again and taken back by who wrote them', async () => {
  const { id, lessonId } = await draft('Komentar', []);
  const teacher = await teacherOf(id);
  const text = { body: { kind: 'text' as const, spans: [{ text: 'Kelud akan meletus Jumat.' }] }, english: null };
  const [blockId = 0] = await addLessonBlocks(librarian, lessonId, { after: null, blocks: [text] });
  const said = await addLessonComment(teacher, lessonId, { blockId, words: 'Apakah ini menakutkan?' });
  const answer = await answerLessonComment(librarian, lessonId, { id: said, words: 'Saya coba dulu.' });
  expect(await code(answerLessonComment(teacher, lessonId, { id: answer, words: 'Lagi' }))).toBe(
    'content.comment_not_found',
  );
  expect(await listLessonComments(librarian, lessonId)).toMatchObject([
    { blockId, author: 'Mega Puspita', settledAt: null, answers: [{ words: 'Saya coba dulu.' }] },
  ]);
  expect((await checkCourse(librarian, id)).find((check) => check.code === 'open_comments')).toMatchObject({
    ...{ blocking: false, lessonId },
  });
  expect(await listAuthoredCourses(teacher)).toMatchObject([{ id, openComments: 1 }]);
  await settleLessonComment(librarian, lessonId, { id: said, isSettled: true });
  expect((await listAuthoredCourses(teacher))[0]?.openComments).toBe(0);
  await settleLessonComment(teacher, lessonId, { id: said, isSettled: false });
  expect(await code(removeLessonComment(librarian, lessonId, said))).toBe('content.comment_not_yours');
  expect(await code(addLessonComment(teacher, lessonId, { blockId, words: 'a'.repeat(2001) }))).toBe(
    'platform.invalid_input',
  );
  // a part takes them along, and brings them back
  const { writing } = await getLesson(librarian, lessonId);
  const version = writing.blocks.find((block) => block.id === blockId)?.version ?? 0;
  await removeLessonBlock(librarian, lessonId, { id: blockId, version });
  expect(await listLessonComments(librarian, lessonId)).toEqual([]);
  await putLessonBlockBack(librarian, lessonId, blockId);
  expect(await listLessonComments(librarian, lessonId)).toHaveLength(1);
  await removeLessonComment(teacher, lessonId, said);
  expect(await listLessonComments(librarian, lessonId)).toEqual([]);
});

test('what was said of a part that was taken out leaves room for more', async () => {
  const { id, lessonId } = await draft('Penuh', []);
  const teacher = await teacherOf(id);
  const text = { body: { kind: 'text' as const, spans: [{ text: 'Satu.' }] }, english: null };
  const [full = 0, free = 0] = await addLessonBlocks(librarian, lessonId, { after: null, blocks: [text, text] });
  const rows = Array.from({ length: 500 }, () => ({
    ...{ blockId: full, words: 'Panjang', ofVersion: 0, at: t.clock.now(), authorName: 'Mega Puspita' },
  }));
  await t.db.insertInto('contentComment').values(rows).execute();
  const say = async () => addLessonComment(teacher, lessonId, { blockId: free, words: 'Satu lagi' });
  expect(await code(say())).toBe('content.comments_full');
  const { writing } = await getLesson(librarian, lessonId);
  const version = writing.blocks.find((block) => block.id === full)?.version ?? 0;
  await removeLessonBlock(librarian, lessonId, { id: full, version });
  expect(await say()).toBeGreaterThan(0);
});

test('ended invitations leave room for others, and whose account is closed is taken out', async () => {
  librarian = (await signedIn(t, 'program')).ctx;
  const { id } = await draft('Sepuluh', [choice()]);
  const teacher = await teacherOf(id);
  for (let nth = 2; nth <= 10; nth += 1) await invite(id, `Rekan ${nth}`);
  expect(await code(invite(id))).toBe('courses.too_many_authors');
  later(15);
  librarian = (await signedIn(t, 'program')).ctx;
  await invite(id, 'Sesudahnya');
  await t.db.updateTable('account').set({ status: 'disabled' }).where('id', '=', idOf(teacher)).execute();
  expect((await listAuthors(librarian, id)).authors).toMatchObject([{ accountId: idOf(teacher), isClosed: true }]);
  expect((await courseReview(librarian, id)).authors).toEqual([]);
  await removeAuthor(librarian, id, idOf(teacher));
  expect((await listAuthors(librarian, id)).authors).toEqual([]);
});

test('no more than ten write a course, also by invitations that ended and are made anew', async () => {
  librarian = (await signedIn(t, 'program')).ctx;
  const { id } = await draft('Penuh', [choice()]);
  const old = await invite(id, 'Lama');
  later(15);
  librarian = (await signedIn(t, 'program')).ctx;
  const fresh: { id: number; token: string }[] = [];
  for (let n = 1; n <= 10; n += 1) fresh.push(await invite(id, `Baru ${n}`));
  expect(await code(renewInvitation(librarian, old.id))).toBe('courses.too_many_authors');
  // one that still holds takes no more room than it has
  const again = await renewInvitation(librarian, fresh[0]?.id ?? 0);
  // as it could stand from before: ten write it, and an eleventh has a link
  for (let n = 1; n <= 10; n += 1) {
    const { id: accountId } = await makeAccount(t, { username: `penuh${n}`, grants: [] });
    await t.db
      .insertInto('courseAuthor')
      .values({ courseId: id, accountId, invitedBy: 'Program', at: t.clock.now() })
      .execute();
  }
  const eleventh = { username: 'kesebelas', password: GOOD_PASSWORD };
  expect(await code(acceptAsNew(guest(), again.token, eleventh))).toBe('courses.too_many_authors');
  // nothing of it stays: neither an account nor an answered link
  expect(await listAccounts(t.ctx(), { limit: 1, q: 'kesebelas' })).toEqual([]);
  expect((await viewInvitation(guest(), again.token)).name).toBe('Baru 1');
});

test('the teachers’ room asks no more for many courses than for one, and says what waits in which', async () => {
  librarian = (await signedIn(t, 'program')).ctx;
  const { id: first } = await draft('Satu dari banyak', [choice()]);
  const teacher = await teacherOf(first);
  const asks = counted(t.db);
  const listed = async () => {
    asks.restart();
    return { courses: await listAuthoredCourses({ ...teacher, db: asks.db }), questions: asks.questions() };
  };
  const one = await listed();
  const others = [await draft('Dua', [choice()]), await draft('Tiga', [choice()]), await draft('Empat', [choice()])];
  for (const { id } of others)
    await t.db
      .insertInto('courseAuthor')
      .values({ courseId: id, accountId: idOf(teacher), invitedBy: 'Program', at: t.clock.now() })
      .execute();
  await submit(librarian, others[0]?.id ?? 0);
  await submit(teacher, others[1]?.id ?? 0);
  const all = await listed();
  expect(all.questions).toBe(one.questions);
  expect(Object.fromEntries(all.courses.map(({ title, mayJudge, lessons }) => [title, [mayJudge, lessons]]))).toEqual({
    ...{ 'Satu dari banyak': [false, 1], Dua: [true, 1], Tiga: [false, 1], Empat: [false, 1] },
  });
  await judge(teacher, others[0]?.id ?? 0, 'agreed');
  expect((await listed()).courses.every(({ mayJudge }) => !mayJudge)).toBe(true);
});

test('a suggestion becomes the part, unless the part changed meanwhile', async () => {
  const { id, lessonId } = await draft('Usulan', [choice()]);
  const teacher = await teacherOf(id);
  const textOf = (text: string) => ({ kind: 'text' as const, spans: [{ text }] });
  const block = { body: textOf('seluruh keluarga'), english: textOf('the whole family') };
  const [blockId = 0] = await addLessonBlocks(librarian, lessonId, { after: null, blocks: [block] });
  const standing = async () => (await getLesson(librarian, lessonId)).writing.blocks.find((one) => one.id === blockId);
  const suggest = async (text: string): Promise<number> => {
    const version = (await standing())?.version ?? 0;
    const suggestion = { body: textOf(text), version };
    return addLessonComment(teacher, lessonId, { blockId, words: 'Lebih lembut', suggestion });
  };
  await submit(librarian, id);
  const [first, second] = [await suggest('tiga grup lain'), await suggest('grup tetangga')];
  expect((await getCourse(librarian, id)).state).toBe('submitted');
  await acceptLessonSuggestion(librarian, lessonId, first);
  expect(await standing()).toMatchObject({ body: textOf('tiga grup lain'), english: textOf('the whole family') });
  // it says something else now: who was asked to read it is asked anew
  expect((await getCourse(librarian, id)).state).toBe('draft');
  expect((await listLessonComments(librarian, lessonId)).map((one) => [one.id, one.isOutdated])).toEqual([
    [first, false],
    [second, true],
  ]);
  expect(await code(acceptLessonSuggestion(librarian, lessonId, second))).toBe('content.block_changed');
  expect(await code(acceptLessonSuggestion(librarian, lessonId, first))).toBe('content.suggestion_unfit');
  const heading = { body: { kind: 'heading' as const, level: 2 as const, text: 'Judul' }, version: 1 };
  const other = { blockId, words: 'Judul saja', suggestion: heading };
  expect(await code(addLessonComment(teacher, lessonId, other))).toBe('content.suggestion_unfit');
  await saveLessonBlock(librarian, lessonId, { id: blockId, version: 1, body: textOf('dua grup') });
  const task = (await getLesson(librarian, lessonId)).writing.blocks.find(({ body }) => body.kind === 'embed');
  const onTask = {
    blockId: task?.id ?? 0,
    words: 'Tukar',
    suggestion: { body: textOf('x'), version: task?.version ?? 0 },
  };
  expect(await code(addLessonComment(teacher, lessonId, onTask))).toBe('content.suggestion_unfit');
});

test('the words of somebody whose account is gone stay, without a name', async () => {
  const { id, lessonId } = await draft('Tiada', []);
  const teacher = await teacherOf(id);
  const { writing } = await getLesson(librarian, lessonId);
  await addLessonComment(teacher, lessonId, { blockId: writing.blocks[0]?.id ?? 0, words: 'Tetap ada' });
  await t.db.deleteFrom('session').where('accountId', '=', idOf(teacher)).execute();
  await t.db.deleteFrom('account').where('id', '=', idOf(teacher)).execute();
  expect(await listLessonComments(librarian, lessonId)).toMatchObject([{ author: null, words: 'Tetap ada' }]);
  // nobody of another house writes it any more: one side decides
  await publishBy(librarian, id).catch(() => undefined);
  expect((await courseReview(librarian, id)).asked).toBeNull();
});
