import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerTask, finishLesson, takePractice, viewLesson, type TaskInput } from '#modules/learning/courses';
import { checkIn, checkOut, undoCheckIn, undoCheckOut } from '#modules/lending/circulation';
import { makeCopy, makeMember } from '#modules/lending/circulation/testing';
import { createAccountSession, resolveActor } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { createMember } from '#modules/people/members';
import { aLibrary } from '#modules/people/members/testing';
import { deleteBib, restoreBib } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { answerSentTicket, saveSentTicket } from '../../../../../tests/support/practice-ticket.ts';
import { openBeside } from '#platform/database/beside';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { providePractice, type PracticeSpace, type PracticeState } from '#platform/practice-space';
import { courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { enterPractice, resetPractice, usePass, viewPractice } from '../index.ts';
import { insertSeats } from '../testing.ts';

/** The real network, and beside it the database of the practice space. */
const t = useTestDb();
const p = useTestDb();
const { open, tasksSeen } = courseHouse(t);
const OWN = new URL('http://perpus.test:3000/kelas');
const VISITOR = { ip: null, userAgent: 'uji' };
const resets: boolean[] = [];
let state: PracticeState = 'open';
let libraryId = 0;
let space: PracticeSpace & { db: { destroy(): Promise<void> } };

/** Somebody of staff in the real network. */
const staff = async (username: string, permissions: string[] = []): Promise<Ctx> => {
  const { id, fullName } = await makeAccount(t, { username });
  return t.ctx({ id, username, name: fullName, grants: [{ libraryId: null, permissions }] });
};
const code = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};
/** In the practice space: the trainee of a seat, signed in by a pass. */
async function inside(ctx: Ctx): Promise<Ctx> {
  const { address } = await enterPractice(ctx, OWN);
  const nobody = p.ctx({ kind: 'anonymous' });
  const { token } = await usePass(nobody, address.split('/').at(-1) ?? '', VISITOR);
  const { actor } = await resolveActor(p, { bearer: null, sessionToken: token });
  return { ...nobody, actor, libraryId };
}

/** The next request: both spaces live by the clock of one machine. */
const next = (ctx: Ctx): Ctx => ({ ...ctx, clock: t.clock.request() });

beforeAll(async () => {
  const db = openBeside(p.address);
  space = {
    get state() {
      return state;
    },
    madeAt: null,
    db,
    addressFor: (own) => `${own.protocol}//${own.hostname}:3010`,
    reset: ({ renew }) => void resets.push(renew),
  };
  const there = p.ctx();
  const library = await aLibrary(there);
  libraryId = library.id;
  const seats: Parameters<typeof insertSeats>[1][number][] = [];
  for (const seat of [1, 2]) {
    const account = await makeAccount(p, {
      ...{ username: `latihan${seat}`, fullName: `Peserta latihan ${seat}`, isSample: true, homeLibraryId: library.id },
      grants: [
        { role: 'circulation', libraryId: library.id },
        { role: 'cataloguer', libraryId: null },
      ],
    });
    const number = { fullName: `Sekar ${seat}`, number: `A-${seat}`, homeLibrary: library.code };
    const [lendItem, returnItem] = [`P-${seat}`, `K-${seat}`];
    await makeCopy(there, { title: `Saman ${seat}`, barcode: lendItem, libraryId: library.id });
    await makeCopy(there, { title: `Entrok ${seat}`, barcode: returnItem, libraryId: library.id });
    const lendMember = await makeMember(there, number);
    const late = await makeMember(there, { ...number, number: `T-${seat}`, fullName: `Bagas ${seat}` });
    await checkOut({ ...there, libraryId: library.id }, { memberNumber: late, itemBarcode: returnItem });
    const ticket = await saveSentTicket(p, library);
    seats.push({ seat, accountId: account.id, lendMember, lendItem, returnItem, ...ticket });
  }
  await p.db.transaction().execute(async (trx) => insertSeats(trx, seats));
});
beforeEach(() => {
  state = 'open';
  providePractice(space);
});
afterAll(async () => {
  providePractice(null);
  await space.db.destroy();
});

const task = (goal: Extract<TaskInput, { kind: 'practice' }>['goal']): TaskInput => ({
  kind: 'practice',
  prompt: { id: 'Kerjakan.' },
  goal,
});
const place = (course: { slug: string; lesson: string }) => ({ course: course.slug, lesson: course.lesson });

test('a trainee comes in by a pass that opens once, as a trainee and never as themselves', async () => {
  const ani = await staff('ani');
  const { address, seat, expiresAt } = await enterPractice(ani, OWN);
  expect(address).toMatch(/^http:\/\/perpus\.test:3010\/latihan\/masuk\/[\w-]{32}$/);
  expect(expiresAt.getTime() - t.clock.now().getTime()).toBeLessThanOrEqual(120_000);
  const token = address.split('/').at(-1) ?? '';
  const nobody = p.ctx({ kind: 'anonymous' });
  const session = await usePass(nobody, token, VISITOR);
  const { actor } = await resolveActor(p, { bearer: null, sessionToken: session.token });
  expect(actor).toMatchObject({ kind: 'account', name: `Peserta latihan ${seat}` });
  expect(await code(usePass(nobody, token, VISITOR))).toBe('practice.pass_unknown');
  for (const wrong of ['', 'x'.repeat(32), token.slice(1)])
    expect(await code(usePass(nobody, wrong, VISITOR))).toBe('practice.pass_unknown');
  // in the real network it opens nothing
  expect(
    await code(usePass(t.ctx({ kind: 'anonymous' }), (await enterPractice(ani, OWN)).address.slice(-32), VISITOR)),
  ).toBe('practice.pass_unknown');
  // whoever comes again sits where they sat
  expect((await enterPractice(ani, OWN)).seat).toBe(seat);
});

test('a pass is over after two minutes', async () => {
  const token = (await enterPractice(await staff('ari'), OWN)).address.slice(-32);
  const later = { now: () => new Date(t.clock.now().getTime() + 121_000) };
  expect(await code(usePass({ ...p.ctx({ kind: 'anonymous' }), clock: later }, token, VISITOR))).toBe(
    'practice.pass_unknown',
  );
});

test('who is in sees a trainer; when every place is taken nobody else comes in, and a reset is told of', async () => {
  const trainer = await staff('trainer', ['courses.teach']);
  expect(await code(enterPractice(await staff('late'), OWN))).toBe('practice.full');
  const { taken, seats } = await viewPractice(trainer);
  expect([seats, taken.map(({ holderName }) => holderName)]).toEqual([2, ['Petugas ani', 'Petugas ari']]);
  expect(await code(viewPractice(await staff('desk', ['loans.check_out'])))).toBe('platform.forbidden');
  expect(await code(resetPractice(await staff('desk2')))).toBe('platform.forbidden');
  await resetPractice(trainer);
  expect(resets).toEqual([false]);
  state = 'making';
  expect(await code(resetPractice(trainer))).toBe('practice.making');
  const traced = await t.db.selectFrom('auditEvent').select('action').where('entity', '=', 'practice').execute();
  expect(traced.map(({ action }) => action)).toContain('practice.reset');
});

test('lending counts when this trainee lent that book on that card since taking the task, and not before or elsewhere', async () => {
  const ani = t.ctx({ ...(await idOf('ani')), grants: [] });
  const course = await open('Praktik meminjamkan', [task({ act: 'lend' })]);
  const at = { ...place(course), taskId: course.taskIds[0] ?? 0 };
  const check = async (who = ani) =>
    (await answerTask(who, { ...at, answer: { kind: 'practice' } }, { key: null })).outcome;
  const [trainee, other] = [await inside(ani), await inside(t.ctx({ ...(await idOf('ari')), grants: [] }))];
  const lend = async (ctx: Ctx, memberNumber: string, itemBarcode: string) =>
    (await checkOut(next(ctx), { memberNumber, itemBarcode })).loan.id;
  const takeBack = async (itemBarcode: string) => checkIn({ ...next(p.ctx()), libraryId }, { itemBarcode });

  expect(await code(check())).toBe('practice.not_taken');
  await lend(trainee, 'A-1', 'P-1');
  await takePractice(next(ani), at, { key: null });
  expect(await check()).toMatchObject({ right: false, faults: ['before'] });
  await takeBack('P-1');
  await lend(trainee, 'A-2', 'P-1');
  expect(await check()).toMatchObject({ faults: ['other_member'] });
  await takeBack('P-1');
  await lend(trainee, 'A-1', 'P-2');
  expect(await check()).toMatchObject({ faults: ['other_item'] });
  await takeBack('P-2');
  const undone = await lend(trainee, 'A-1', 'P-1');
  await undoCheckOut(next(trainee), undone);
  expect((await check()).right).toBe(false);
  await lend(other, 'A-1', 'P-1');
  expect((await check()).right).toBe(false);
  await takeBack('P-1');
  // the same in the real network is nothing to it
  const library = await aLibrary(t.ctx());
  await makeCopy(t.ctx(), { title: 'Saman', barcode: 'P-1', libraryId: library.id });
  await makeMember(t.ctx(), { fullName: 'Sekar', number: 'A-1', homeLibrary: library.code });
  await checkOut({ ...t.ctx(), libraryId: library.id }, { memberNumber: 'A-1', itemBarcode: 'P-1' });
  expect((await check()).right).toBe(false);
  await lend(trainee, 'A-1', 'P-1');
  expect(await check()).toMatchObject({ right: true, faults: [] });
  expect((await tasksSeen(ani, course))[0]?.standing).toMatchObject({ isRight: true });
});

test('taking back, cataloguing and registering are known by what they left in the trace', async () => {
  const ani = t.ctx({ ...(await idOf('ani')), grants: [] });
  const course = await open('Praktik lain', [
    task({ act: 'take_back' }),
    task({ act: 'catalogue', title: 'Aroma Karsa', isbn: '9786022914631' }),
    task({ act: 'register', name: 'Sri Wahyuni' }),
  ]);
  const check = async (nth: number) =>
    (
      await answerTask(
        ani,
        { ...place(course), taskId: course.taskIds[nth] ?? 0, answer: { kind: 'practice' } },
        { key: null },
      )
    ).outcome;
  const trainee = await inside(ani);
  for (const taskId of course.taskIds) await takePractice(next(ani), { ...place(course), taskId }, { key: null });
  for (const nth of [0, 1, 2]) expect(await check(nth)).toMatchObject({ right: false, faults: ['nothing'] });
  await checkIn(next(trainee), { itemBarcode: 'K-1' });
  await makeBib(next(trainee), { title: 'Aroma Karsa', isbn: '9786022914631' });
  await createMember(next(trainee), { fullName: 'Sri Wahyuni', category: 'umum' });
  for (const nth of [0, 1, 2]) expect((await check(nth)).right).toBe(true);
});

test('of every other act too: another’s doing, another copy, complaint or name, what was undone, and the real network pass nothing', async () => {
  const [aniId, ariId] = [await idOf('ani'), await idOf('ari')];
  const ani = t.ctx({ ...aniId, grants: [] });
  const book = { title: 'Cantik Itu Luka', isbn: '9786020366517' };
  const course = await open('Praktik diakali', [
    task({ act: 'take_back' }),
    task({ act: 'catalogue', ...book }),
    task({ act: 'register', name: 'Wulan Sari' }),
    task({ act: 'answer' }),
  ]);
  const faults = async (nth: number) => {
    const at = { ...place(course), taskId: course.taskIds[nth] ?? 0, answer: { kind: 'practice' } };
    const { outcome } = await answerTask(next(ani), at, { key: null });
    return outcome.kind === 'practice' ? outcome.faults : [];
  };
  const [trainee, other] = [await inside(ani), await inside(t.ctx({ ...ariId, grants: [] }))];
  const lendAgain = async () => {
    await checkOut({ ...next(p.ctx()), libraryId }, { memberNumber: 'T-1', itemBarcode: 'K-1' });
  };
  await lendAgain();
  for (const taskId of course.taskIds) await takePractice(next(ani), { ...place(course), taskId }, { key: null });

  await checkIn(next(trainee), { itemBarcode: 'K-2' });
  expect(await faults(0)).toEqual(['other_item']);
  await checkIn(next(other), { itemBarcode: 'K-1' });
  expect(await faults(0)).toEqual(['other_item']);
  await lendAgain();
  const { loan } = await checkIn(next(trainee), { itemBarcode: 'K-1' });
  await undoCheckIn(next(trainee), loan?.id ?? 0);
  expect(await faults(0)).toEqual(['other_item']);
  await checkIn(next(trainee), { itemBarcode: 'K-1' });
  expect(await faults(0)).toEqual([]);

  await makeBib(next(t.ctx()), book);
  expect(await faults(1)).toEqual(['nothing']);
  await makeBib(next(other), book);
  expect(await faults(1)).toEqual(['by_other']);
  await makeBib(next(trainee), { ...book, isbn: '9786022914631' });
  expect(await faults(1)).toEqual(['other_isbn']);

  // what was taken away passes nothing, until it is back
  const bibId = await makeBib(next(trainee), book);
  const versionOf = async () =>
    (await p.db.selectFrom('bib').select('version').where('id', '=', bibId).executeTakeFirstOrThrow()).version;
  await deleteBib(next(trainee), { id: bibId, version: await versionOf(), reason: 'Keliru' });
  expect(await faults(1)).toEqual(['other_isbn']);
  await restoreBib(next(trainee), { id: bibId, version: await versionOf() });
  expect(await faults(1)).toEqual([]);

  await createMember(next(t.ctx()), { fullName: 'Wulan Sari', category: 'umum' });
  expect(await faults(2)).toEqual(['nothing']);
  await createMember(next(other), { fullName: 'Wulan Sari', category: 'umum' });
  expect(await faults(2)).toEqual(['by_other']);
  await createMember(next(trainee), { fullName: 'Wulan Sasi', category: 'umum' });
  expect(await faults(2)).toEqual(['other_name']);

  const seats = await p.db.selectFrom('practiceSeat').select(['seat', 'ticketId', 'holder']).execute();
  const ticketOf = (holder: number) => seats.find((one) => one.holder === holder)?.ticketId ?? 0;
  await answerSentTicket(next(other), ticketOf(aniId.id));
  expect(await faults(3)).toEqual(['by_other']);
  await answerSentTicket(next(trainee), ticketOf(ariId.id));
  expect(await faults(3)).toEqual(['other_ticket']);
});

test('where the practice space is away the lesson says so and is finished without it; nothing that was done is lost', async () => {
  const course = await open('Praktik tanpa ruang', [task({ act: 'lend' })]);
  const at = place(course);
  const [ani, guest] = [t.ctx({ ...(await idOf('ani')), grants: [] }), t.ctx({ kind: 'anonymous' })];
  const taskId = course.taskIds[0] ?? 0;
  const answer = answerTask(ani, { ...at, taskId, answer: { kind: 'practice' } }, { key: null });
  expect(await code(answer)).toBe('practice.not_taken');
  // it is there, and somebody of staff can do it
  expect(await code(finishLesson(ani, at, { key: null }))).toBe('courses.tasks_open');
  expect((await finishLesson(guest, at, { key: null })).courseDone).toBe(true);
  for (const [now, refusal] of [
    ['down', 'practice.down'],
    ['making', 'practice.making'],
  ] as const) {
    state = now;
    expect(await code(takePractice(ani, { ...at, taskId }, { key: null }))).toBe(refusal);
    expect((await viewLesson(ani, at, { key: null })).lesson.parts.some(({ kind }) => kind === 'task')).toBe(true);
  }
  // it does not answer though it is said to run
  state = 'open';
  const gone = openBeside({ ...p.address, database: 'tidak_ada' });
  providePractice({ ...space, state: 'open', db: gone });
  expect(await code(takePractice(ani, { ...at, taskId }, { key: null }))).toBe('practice.down');
  // a trainer sees that, and can begin it anew
  const trainer = await staff('trainer2', ['courses.teach']);
  expect(await viewPractice(trainer)).toEqual({ way: 'down', madeAt: null, seats: 0, taken: [] });
  await resetPractice(trainer);
  await gone.destroy();
  providePractice(null);
  expect(await code(takePractice(ani, { ...at, taskId }, { key: null }))).toBe('practice.off');
  expect((await finishLesson(ani, at, { key: null })).courseDone).toBe(true);
});

async function idOf(username: string): Promise<{ id: number; username: string; name: string }> {
  const { id, fullName } = await t.db
    .selectFrom('account')
    .select(['id', 'fullName'])
    .where('username', '=', username)
    .executeTakeFirstOrThrow();
  return { id, username, name: fullName };
}

test('a session is started for an account that is there alone', async () => {
  const start = p.db
    .transaction()
    .execute(async (trx) => createAccountSession(trx, p.ctx(), { accountId: 999_999, ...VISITOR }));
  expect(await code(start)).toBe('platform.not_found');
});
