import { beforeAll, beforeEach, expect, test } from 'vitest';
import { permissions } from '#contributed/permissions';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { GOOD_PASSWORD, makeAccount, signedIn } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { tellNews } from '../authors/tell-authors.ts';
import {
  acceptAsNew,
  addLessonBlocks,
  addLessonComment,
  getCourse,
  inviteAuthor,
  listAuthors,
  removeAuthor,
  removeCourse,
  renewInvitation,
  reviewCourse,
  revokeInvitation,
  submitCourse,
  viewInvitation,
} from '../index.ts';

const t = useTestDb();
const { guest, draft } = courseHouse(t);
const HOUR = 3_600_000;
let libraryId = 0;
let librarian: Ctx;
let nth = 0;

beforeAll(async () => {
  await ensureBuiltinRoles(t.db, { permissions });
  libraryId = (await aLibrary(t.ctx(), 'SMPN-3')).id;
  const { id } = await makeAccount(t, { username: 'program', grants: [{ role: 'programmes', libraryId: null }] });
  await t.db.updateTable('account').set({ email: 'program@contoh.id' }).where('id', '=', id).execute();
  librarian = (await signedIn(t, 'program')).ctx;
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('guestMessage').execute();
  await t.db.deleteFrom('courseNews').execute();
});
const later = (hours: number): void => t.clock.set(new Date(t.clock.now().getTime() + hours * HOUR).toISOString());
const mails = async () =>
  t.db.selectFrom('guestMessage').select(['topic', 'email', 'path', 'params', 'state']).orderBy('id').execute();
const waiting = async () => (await mails()).filter(({ state }) => state === 'pending');

/** A course that a teacher writes with the library. */
async function together() {
  nth += 1;
  const course = await draft(`Bersama ${nth}`, [choice()]);
  const { token } = await inviteAuthor(librarian, course.id, {
    name: 'Mega',
    email: `mega${nth}@contoh.id`,
    libraryId,
  });
  await acceptAsNew(guest(), token, { username: `mega.surel${nth}`, password: GOOD_PASSWORD });
  const teacher = (await signedIn(t, `mega.surel${nth}`)).ctx;
  await t.db.deleteFrom('guestMessage').execute();
  const text = { body: { kind: 'text' as const, spans: [{ text: 'Periksa siapa yang menulis.' }] }, english: null };
  const [blockId = 0] = await addLessonBlocks(librarian, course.lessonId, { after: null, blocks: [text] });
  return { ...course, teacher, blockId, address: `mega${nth}@contoh.id` };
}
const version = async (id: number) => (await getCourse(librarian, id)).version;

test('an invitation goes to its address; a new link, an acceptance and a withdrawal leave no old one behind', async () => {
  const { id } = await draft('Diundang lewat surel', [choice()]);
  const first = await inviteAuthor(librarian, id, { name: 'Mega', email: 'mega@contoh.id', libraryId });
  expect(await waiting()).toMatchObject([
    { topic: 'course_author_invitation', email: 'mega@contoh.id', path: `/undangan-menulis/${first.token}` },
  ]);
  expect((await listAuthors(librarian, id)).invitations).toMatchObject([{ mail: 'pending' }]);
  later(1);
  const second = await renewInvitation(librarian, first.id);
  expect((await waiting()).map(({ path }) => path)).toEqual([`/undangan-menulis/${second.token}`]);
  expect(JSON.stringify(await mails())).not.toContain(first.token);
  await acceptAsNew(guest(), second.token, { username: 'mega.diundang', password: GOOD_PASSWORD });
  expect(await waiting()).toEqual([]);
  expect(JSON.stringify(await mails())).not.toContain(second.token);
  const third = await inviteAuthor(librarian, id, { name: 'Arif', email: 'arif@contoh.id', libraryId });
  await revokeInvitation(librarian, third.id);
  expect(await waiting()).toEqual([]);
  // who gave no address is given the link by hand, and nothing waits
  await inviteAuthor(librarian, id, { name: 'Tanpa surel', libraryId });
  expect(await waiting()).toEqual([]);
  await inviteAuthor(librarian, id, { name: 'Terakhir', email: 'akhir@contoh.id', libraryId });
  await removeCourse(librarian, id, await version(id));
  expect(await waiting()).toEqual([]);
});

test('without a mail server the link holds all the same, and the page says that the mail did not go', async () => {
  const { id } = await draft('Surel mati', [choice()]);
  const { token } = await inviteAuthor(librarian, id, { name: 'Mega', email: 'mati@contoh.id', libraryId });
  await t.db.updateTable('guestMessage').set({ state: 'phone' }).execute();
  expect((await listAuthors(librarian, id)).invitations).toMatchObject([{ mail: 'phone' }]);
  expect(await viewInvitation(guest(), token)).toMatchObject({ name: 'Mega' });
});

test('the other authors are told once a day what is new, all of it together, and nobody of what they did themselves', async () => {
  const { id, lessonId, blockId, teacher, address } = await together();
  for (const words of ['Bagus', 'Perlu contoh', 'Kapan selesai?'])
    await addLessonComment(librarian, lessonId, { blockId, words });
  expect(await tellNews(t)).toBe(0);
  later(1);
  expect(await tellNews(t)).toBe(1);
  expect(await waiting()).toMatchObject([
    { topic: 'course_news', email: address, path: `/staf/belajar/${id}`, params: { kinds: ['comment'] } },
  ]);
  await addLessonComment(librarian, lessonId, { blockId, words: 'Satu lagi' });
  await submitCourse(librarian, id, await version(id));
  later(2);
  expect(await tellNews(t)).toBe(0);
  later(22);
  expect(await Promise.all([tellNews(t), tellNews(t)])).toEqual(expect.arrayContaining([1]));
  expect((await waiting()).filter(({ topic }) => topic === 'course_news')).toHaveLength(2);
  // whoever invited is told of the answer
  await reviewCourse(teacher, id, { verdict: 'agreed', version: await version(id) });
  later(1);
  expect(await tellNews(t)).toBe(1);
  expect((await waiting()).at(-1)).toMatchObject({ email: 'program@contoh.id', params: { kinds: ['agreed'] } });
});

test('who writes it no more is told nothing, and a course that one house writes alone tells nobody', async () => {
  const { id, lessonId, blockId, teacher } = await together();
  await addLessonComment(librarian, lessonId, { blockId, words: 'Bagus' });
  await removeAuthor(librarian, id, teacher.actor.kind === 'account' ? teacher.actor.id : 0);
  later(1);
  expect(await tellNews(t)).toBe(0);
  await addLessonComment(librarian, lessonId, { blockId, words: 'Sendiri' });
  later(1);
  expect(await tellNews(t)).toBe(0);
  expect(await waiting()).toEqual([]);
  expect(await code(addLessonComment(teacher, lessonId, { blockId, words: 'Masih?' }))).toBe('platform.forbidden');
});
