import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { aLibrary, aMember } from '#modules/people/members/testing';
import {
  answerTask,
  finishLesson,
  joinCourse,
  leaveAllCourses,
  leaveCourse,
  viewCourse,
} from '#modules/learning/courses';
import { openBeside } from '#platform/database/beside';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { choice } from '../../../../../tests/support/course-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPupils,
  endClass,
  isPupilKey,
  pupilMark,
  noteAllConsents,
  noteConsent,
  pupilOfKey,
  renewPins,
  requirePupil,
  resetPupilPin,
  signInPupil,
  takeOutPupil,
  viewClass,
  viewDoor,
  withdrawConsent,
} from '../index.ts';

const t = useTestDb();
const { guest, teacher, aClass, enter, open, otherThan, memberOf } = classHouse(t);
const SCHOOL = '203.0.113.7';
let libraryId = 0;
let mega: Awaited<ReturnType<typeof teacher>>;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  mega = await teacher(libraryId);
});
beforeEach(async () => {
  await t.db.deleteFrom('rateLimit').execute();
});

test('thirty pupils behind one address of a school come in at once, each as themselves', async () => {
  const { code: door, pins, course } = await aClass(mega, { libraryId, pupils: 30 });
  const came = await Promise.all(pins.map(async ({ picture, pin }) => enter(door, picture, pin)));
  expect(new Set(came.map(({ key }) => key)).size).toBe(30);
  expect(new Set(came.map((one) => one.course))).toEqual(new Set([course.slug]));
  const names = await Promise.all(came.map(async ({ key }) => (await pupilOfKey(guest(), key))?.name));
  expect(names).toEqual(pins.map(({ name }) => name));
  // what they learn is learnt by them
  const found = await viewCourse(guest(), course.slug, { key: came[0]?.key ?? null });
  expect(found).toMatchObject({ course: { joined: true } });
  // coming in again is no second learner
  await enter(door, pins[0]?.picture ?? 0, pins[0]?.pin ?? '');
  expect(await t.db.selectFrom('courseLearner').select('ofClass').where('courseId', '=', course.id).execute()).toEqual(
    Array.from({ length: 30 }, () => ({ ofClass: true })),
  );
});

test('five wrong PINs make that child wait five minutes, and neither the class nor the address', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 2 });
  const [one, other] = pins;
  if (!one || !other) throw new Error('no pupils');
  const wrong = otherThan(one.pin);
  for (let n = 1; n <= 4; n += 1) expect(await code(enter(door, one.picture, wrong))).toBe('classes.wrong_pin');
  // a right one in between begins the count anew
  await enter(door, one.picture, one.pin);
  for (let n = 1; n <= 4; n += 1) expect(await code(enter(door, one.picture, wrong))).toBe('classes.wrong_pin');
  expect(await code(enter(door, one.picture, wrong))).toBe('classes.paused');
  expect(await code(enter(door, one.picture, one.pin))).toBe('classes.paused');
  expect(memberOf(await viewClass(mega.ctx(), id), one.id)?.pausedMinutes).toBe(5);
  await enter(door, other.picture, other.pin);
  const before = t.clock.now();
  t.clock.set(new Date(before.getTime() + 5 * 60_000 + 1000).toISOString());
  await enter(door, one.picture, one.pin);
  expect(memberOf(await viewClass(mega.ctx(), id), one.id)?.pausedMinutes).toBeNull();
});

test('PINs that are tried all at once count one after the other', async () => {
  const { code: door, pins } = await aClass(mega, { libraryId, pupils: 1 });
  const { picture = 0, pin = '' } = pins[0] ?? {};
  const tried = await Promise.all(
    Array.from({ length: 12 }, async (_, n) =>
      code(enter(door, picture, `${n}`.padStart(4, '7') === pin ? '8520' : `${n}`.padStart(4, '7'))),
    ),
  );
  expect(tried.filter((said) => said === 'classes.wrong_pin')).toHaveLength(4);
  expect(tried.filter((said) => said === 'classes.paused')).toHaveLength(8);
});

test('at the door stand pictures and no name, and a code is read as children type it', async () => {
  const { code: door, pins } = await aClass(mega, { libraryId, pupils: 3 });
  const typed = ` ${door.toLowerCase().replace('-', ' ')} `;
  const seen = await viewDoor(guest(), { code: typed, ip: SCHOOL });
  expect(seen).toEqual({ code: door, pictures: pins.map(({ picture }) => picture).toSorted((a, b) => a - b) });
  expect(JSON.stringify(seen)).not.toContain('Murid');
  const noPicture = [1, 2, 3, 4].find((picture) => !seen.pictures.includes(picture)) ?? 0;
  expect(await code(enter(door, noPicture, '4826'))).toBe('classes.wrong_pin');
  expect(await code(enter(door, pins[0]?.picture ?? 0, ''))).toBe('classes.wrong_pin');
  expect(await code(enter(door, 41, '4826'))).toBe('platform.invalid_input');
  expect(await code(enter(door, pins[0]?.picture ?? 0, 'a\0b'))).toBe('platform.invalid_input');
});

test('guessing codes is bounded by the address; a school that types right ones is not', async () => {
  const { code: door } = await aClass(mega, { libraryId, pupils: 1 });
  for (let n = 0; n < 200; n += 1) await viewDoor(guest(), { code: door, ip: SCHOOL });
  const guess = async (ip: string) => code(viewDoor(guest(), { code: 'TIDAK-99', ip }));
  expect(await guess('198.51.100.9')).toBe('classes.code_unknown');
  const counted = t.db.updateTable('rateLimit').where('key', '=', 'class-code:ip:198.51.100.9');
  await counted.set({ hits: 2000 }).execute();
  expect(await guess('198.51.100.9')).toBe('platform.too_many_requests');
  expect(await guess(SCHOOL)).toBe('classes.code_unknown');
  await viewDoor(guest(), { code: door, ip: SCHOOL });
});

test('without the consent of a parent nobody comes in, and whoever does not know the PIN is not told so', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 1, consent: false });
  const { id: pupil = 0, picture = 0, pin = '' } = pins[0] ?? {};
  expect(await code(enter(door, picture, otherThan(pin)))).toBe('classes.wrong_pin');
  expect(await code(enter(door, picture, pin))).toBe('classes.consent_missing');
  await noteConsent(mega.ctx(), pupil, memberOf(await viewClass(mega.ctx(), id), pupil)?.version ?? -1);
  const { key } = await enter(door, picture, pin);
  expect(memberOf(await viewClass(mega.ctx(), id), pupil)).toMatchObject({ consentBy: 'Mega Puspita' });
  expect(await viewCourse(guest(), course.slug, { key })).toMatchObject({ course: { joined: true } });
  // taken back, the browser that is in knows the pupil no more, and nothing of what they did
  await withdrawConsent(mega.ctx(), pupil, memberOf(await viewClass(mega.ctx(), id), pupil)?.version ?? -1);
  expect(await pupilOfKey(guest(), key)).toBeNull();
  expect(await viewCourse(guest(), course.slug, { key })).toMatchObject({ course: { joined: false } });
  expect(await code(enter(door, picture, pin))).toBe('classes.consent_missing');
});

test('consent that parents took back does not come again with that of the whole class', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 2 });
  const { id: pupil = 0, picture = 0, pin = '' } = pins[0] ?? {};
  const now = async () => viewClass(mega.ctx(), id);
  await addPupils(mega.ctx(), id, { names: 'Ayu Lestari' });
  const read = await now();
  await withdrawConsent(mega.ctx(), pupil, memberOf(read, pupil)?.version ?? -1);
  expect(await code(noteAllConsents(mega.ctx(), id, read.version))).toBe('platform.version_conflict');
  expect(await noteAllConsents(mega.ctx(), id, (await now()).version)).toBe(1);
  expect(await code(enter(door, picture, pin))).toBe('classes.consent_missing');
  expect(memberOf(await now(), pupil)?.consentAt).toBeNull();
  expect(memberOf(await now(), pupil)?.consentWithdrawnAt).toBeInstanceOf(Date);
  await noteConsent(mega.ctx(), pupil, memberOf(await now(), pupil)?.version ?? -1);
  expect(memberOf(await now(), pupil)?.consentWithdrawnAt).toBeNull();
  await enter(door, picture, pin);
});

test('a new PIN ends the old one and the browsers that came in by it; the answers stay', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 1 });
  const { id: pupil = 0, picture = 0, pin = '' } = pins[0] ?? {};
  const old = await enter(door, picture, pin);
  const at = { course: course.slug, lesson: course.lesson, taskId: course.taskIds[0] ?? 0 };
  await answerTask(guest(), { ...at, answer: { kind: 'one', choice: 1 } }, { key: old.key });
  let told = await resetPupilPin(mega.ctx(), pupil);
  // one in ten thousand is the old one once more
  while (told.pin === pin) told = await resetPupilPin(mega.ctx(), pupil);
  expect(await pupilOfKey(guest(), old.key)).toBeNull();
  expect(await viewCourse(guest(), course.slug, { key: old.key })).toMatchObject({ course: { joined: false } });
  expect(await code(enter(door, picture, pin))).toBe('classes.wrong_pin');
  const { key } = await enter(door, picture, told.pin);
  expect(await viewCourse(guest(), course.slug, { key })).toMatchObject({
    course: { joined: true, lines: [{ solved: 1 }] },
  });
  expect(memberOf(await viewClass(mega.ctx(), id), pupil)?.lessons).toEqual(['begun']);
});

test('what waits of a pupil whose PIN is new goes in nobody else’s name, and is theirs when they come in again', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 2 });
  const [{ id: pupil = 0, picture = 0, pin = '' } = {}, other] = pins;
  const { key } = await enter(door, picture, pin);
  const mark = (await pupilMark(guest(), key)) ?? '';
  expect(mark).toMatch(/^k[0-9a-f]{32}$/);
  await requirePupil(guest(), key, mark);
  const friend = await enter(door, other?.picture ?? 0, other?.pin ?? '');
  expect(await code(requirePupil(guest(), friend.key, mark))).toBe('courses.other_learner');
  const told = await resetPupilPin(mega.ctx(), pupil);
  // the browser still holds the old key: it is that of nobody
  expect(await pupilMark(guest(), key)).toBeNull();
  expect(await code(requirePupil(guest(), key, mark))).toBe('courses.other_learner');
  const again = await enter(door, picture, told.pin);
  await requirePupil(guest(), again.key, mark);
  const renewed = (await renewPins(mega.ctx(), id)).find((one) => one.id === pupil);
  await requirePupil(guest(), (await enter(door, picture, renewed?.pin ?? '')).key, mark);
});

test('what waits of a pupil whose parents allow it no more is taken from nobody, also when they allow it again', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 1 });
  const { id: pupil = 0, picture = 0, pin = '' } = pins[0] ?? {};
  const { key } = await enter(door, picture, pin);
  const mark = (await pupilMark(guest(), key)) ?? '';
  const version = async () => memberOf(await viewClass(mega.ctx(), id), pupil)?.version ?? -1;
  await withdrawConsent(mega.ctx(), pupil, await version());
  expect(await code(requirePupil(guest(), key, mark))).toBe('classes.pupil_gone');
  await noteConsent(mega.ctx(), pupil, await version());
  expect(await code(requirePupil(guest(), (await enter(door, picture, pin)).key, mark))).toBe('classes.pupil_gone');
  await takeOutPupil(mega.ctx(), pupil, await version());
  expect(await code(requirePupil(guest(), key, 'kbukan-tanda'))).toBe('classes.pupil_gone');
});

test('PINs of a whole class are renewed while one of its pupils comes in, and the two do not stand in each other’s way', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 1 });
  const { id: pupil = 0, picture = 0, pin = '' } = pins[0] ?? {};
  await enter(door, picture, pin);
  const waits = async (): Promise<number> =>
    (
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        t.db,
      )
    ).rows.length;
  // as whoever comes in: the pupil is held, then what they learn
  const beside = openBeside(t.address);
  const trx = await beside.startTransaction().execute();
  await trx.selectFrom('classPupil').select('id').where('id', '=', pupil).forUpdate().execute();
  const renewing = renewPins(mega.ctx(), id);
  await expect.poll(waits, { timeout: 10_000 }).toBe(1);
  await sql`set local lock_timeout = '300ms'`.execute(trx);
  await trx.updateTable('courseLearner').set({ seenAt: t.clock.now() }).where('ofClass', '=', true).execute();
  await trx.commit().execute();
  await beside.destroy();
  expect((await renewing).map(({ picture: shown }) => shown)).toEqual([picture]);
});

test('a pupil whose PIN is renewed between two steps of what they send begins nothing under the key that is nobody’s now', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 2 });
  const other = await open('Kursus lain', [choice()]);
  const [one, friend] = pins;
  if (!one || !friend) throw new Error('no pupils');
  const { key } = await enter(door, one.picture, one.pin);
  const before = await t.db.selectFrom('courseLearner').select('id').execute();
  const at = { course: course.slug, lesson: course.lesson, taskId: course.taskIds[0] ?? 0 };
  const send = async (held: string) =>
    answerTask(guest(), { ...at, answer: { kind: 'one', choice: 1 } }, { key: held, ofClass: true });
  const asks = async (): Promise<number> =>
    (
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        t.db,
      )
    ).rows.length;
  // the teacher is about to give the new PIN: the old key still stands for whoever looks
  const beside = openBeside(t.address);
  const trx = await beside.startTransaction().execute();
  await trx
    .updateTable('courseLearner')
    .set({ keyHash: Buffer.alloc(32, 7) })
    .where('ofClass', '=', true)
    .where('courseId', '=', course.id)
    .execute();
  const sending = [
    code(send(key)),
    code(joinCourse(guest(), course.slug, { key, ofClass: true })),
    code(finishLesson(guest(), at, { key, ofClass: true })),
  ];
  await expect.poll(asks, { timeout: 10_000 }).toBe(sending.length);
  await trx.commit().execute();
  await beside.destroy();
  expect(await Promise.all(sending)).toEqual(sending.map(() => 'courses.pupil_left'));
  // nor does whoever was taken out, in this course or in another
  const { key: friendKey } = await enter(door, friend.picture, friend.pin);
  await send(friendKey);
  await joinCourse(guest(), other.slug, { key: friendKey, ofClass: true });
  await takeOutPupil(mega.ctx(), friend.id, memberOf(await viewClass(mega.ctx(), id), friend.id)?.version ?? -1);
  expect(await code(send(friendKey))).toBe('courses.pupil_left');
  expect(await code(joinCourse(guest(), other.slug, { key: friendKey, ofClass: true }))).toBe('courses.pupil_left');
  expect(await t.db.selectFrom('courseLearner').select('id').execute()).toEqual(before);
});

test('a class that has ended lets nobody in, nor does one whose browser somebody else is signed in at', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 1 });
  const { picture = 0, pin = '' } = pins[0] ?? {};
  const member = await aMember(t.ctx());
  const asMember = t.ctx({ kind: 'member', id: member.id, number: member.number, name: 'Ani', sessionId: 1 });
  expect(await code(signInPupil(asMember, { code: door, picture, pin, ip: SCHOOL }))).toBe('classes.other_signed_in');
  const { key } = await enter(door, picture, pin);
  expect(await pupilOfKey(asMember, key)).toBeNull();
  await endClass(mega.ctx(), id, (await viewClass(mega.ctx(), id)).version);
  expect(await code(enter(door, picture, pin))).toBe('classes.code_unknown');
  expect(await pupilOfKey(guest(), key)).toBeNull();
  // what was written without a network before comes too late; the key of a browser is no key of a pupil
  const mark = (await pupilMark(guest(), key)) ?? '';
  expect(await code(requirePupil(guest(), key, mark))).toBe('classes.ended');
  expect(await isPupilKey(guest(), key)).toBe(true);
  const own = await joinCourse(guest(), course.slug, { key: null });
  expect(await isPupilKey(guest(), own.key)).toBe(false);
  expect(await pupilMark(guest(), own.key)).toBeNull();
  expect(await code(requirePupil(guest(), own.key, mark))).toBe('courses.other_learner');
});

test('who goes on guessing makes that child wait twice as long each time, until a right PIN', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 1 });
  const { id: pupil = 0, picture = 0, pin = '' } = pins[0] ?? {};
  const paused = async () => memberOf(await viewClass(mega.ctx(), id), pupil)?.pausedMinutes;
  const guess = async (): Promise<void> => {
    for (let n = 0; n < 5; n += 1) await code(enter(door, picture, otherThan(pin)));
  };
  const wait = async (minutes: number): Promise<void> =>
    Promise.resolve(t.clock.set(new Date(t.clock.now().getTime() + minutes * 60_000 + 1000).toISOString()));
  await guess();
  expect(await paused()).toBe(5);
  await wait(5);
  await guess();
  expect(await paused()).toBe(10);
  await wait(10);
  await enter(door, picture, pin);
  await guess();
  expect(await paused()).toBe(5);
});

test('a pupil who comes in while the teacher takes them out leaves nothing behind', async () => {
  const { id, code: door, pins } = await aClass(mega, { libraryId, pupils: 4 });
  const version = async (pupil: number) => memberOf(await viewClass(mega.ctx(), id), pupil)?.version ?? -1;
  for (const { id: pupil, picture, pin } of pins) {
    const seen = await version(pupil);
    await Promise.allSettled([enter(door, picture, pin), takeOutPupil(mega.ctx(), pupil, seen)]);
  }
  expect((await viewClass(mega.ctx(), id)).members).toEqual([]);
  const { course } = await t.db
    .selectFrom('learningClass')
    .select('courseId as course')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const left = t.db.selectFrom('courseLearner').selectAll().where('courseId', '=', course).where('ofClass', '=', true);
  expect(await left.execute()).toEqual([]);
});

test('what a pupil did stays with the class, though their browser asks to forget it', async () => {
  const { id, code: door, pins, course } = await aClass(mega, { libraryId, pupils: 1 });
  const { picture = 0, pin = '' } = pins[0] ?? {};
  const { key } = await enter(door, picture, pin);
  await leaveCourse(guest(), course.slug, { key });
  await leaveAllCourses(guest(), { key });
  expect((await viewClass(mega.ctx(), id)).members[0]?.seenAt).not.toBeNull();
});

test('a child who was made to wait by a clock years ahead comes in when it is right again', async () => {
  const { code: door, pins } = await aClass(mega, { libraryId, pupils: 1 });
  const { picture = 0, pin = '' } = pins[0] ?? {};
  const right = t.clock.now();
  t.clock.set('2031-03-01T02:00:00Z');
  for (let n = 0; n < 5; n += 1) await code(enter(door, picture, otherThan(pin)));
  expect(await code(enter(door, picture, pin))).toBe('classes.paused');
  t.clock.set(right.toISOString());
  await enter(door, picture, pin);
});
