import { beforeAll, beforeEach, expect, test } from 'vitest';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { openDb, poolConfig } from '#platform/database/db';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { toTheSecond } from '../../../../../tests/support/to-the-second.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  changeBoardTerms,
  commentOnIdea,
  enterNotes,
  findBoardOfCode,
  groupIdeas,
  listBrainstorms,
  mergeIdeas,
  movePhase,
  openBoard,
  removeComment,
  takeVoteBack,
  unmergeIdeas,
  viewBoard,
  voteForIdea,
  withdrawIdea,
  writeIdea,
} from '../index.ts';
import { makeGuest, makeParticipant, makeWorkshop } from '../testing.ts';
import type { Phase } from '../client.ts';

const t = useTestDb();
let desk: Ctx;
let sari: Ctx;
let programId = 0;
let boardId = 0;
let libraryId = 0;
let dimas = { ticket: '' };
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const NOBODY = {};

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  desk = t.ctx({ grants: [{ libraryId, permissions: ['ideas.manage'] }] });
});
beforeEach(async () => {
  const workshop = await makeWorkshop(t.db, { libraryId });
  programId = workshop.programId;
  boardId = await openBoard(desk, workshop.sessionId, { question: 'Bagaimana membuat orang mau mampir?' });
  sari = (await makeParticipant(t, { programId, member: await aMember(t.ctx(), { fullName: 'Sari Wulandari' }) })).ctx;
  dimas = await makeGuest(t.db, { programId, name: 'Dimas Aji', libraryId });
});

const move = async (phase: Phase): Promise<void> => movePhase(desk, boardId, { phase });
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const seen = async (ctx: Ctx, hand: { ticket?: string; key?: string } = NOBODY) =>
  (await viewBoard(ctx, boardId, hand)).now;
const texts = async (ctx: Ctx, hand: { ticket?: string; key?: string } = NOBODY): Promise<string[]> =>
  (await seen(ctx, hand)).cards.map(({ text }) => text);

test('all write silently, each by their own way in, and see only their own; then all is shared', async () => {
  expect(await code(writeIdea(sari, boardId, { text: 'Terlalu awal' }, NOBODY))).toBe('ideas.phase_forbids');
  await move('write');
  await writeIdea(sari, boardId, { text: 'Buka malam setiap Rabu' }, NOBODY);
  await writeIdea(guest(), boardId, { text: 'Rak pinjam di warung kopi' }, dimas);
  expect(await code(writeIdea(guest(), boardId, { text: 'Orang lewat' }, NOBODY))).toBe('ideas.not_participant');
  expect(await texts(sari)).toEqual(['Buka malam setiap Rabu']);
  expect(await texts(guest(), dimas)).toEqual(['Rak pinjam di warung kopi']);
  expect(await texts(desk)).toEqual([]);
  expect(await seen(desk)).toMatchObject({ ideas: 2, people: 2, cards: [] });
  await move('share');
  expect(await texts(desk)).toHaveLength(2);
  // who only has the address reads what, and from where, not who
  expect((await seen(guest())).cards[0]).toMatchObject({ author: null, library: 'Perpustakaan KOTA' });
  expect((await seen(desk)).cards[0]).toMatchObject({ author: 'Sari Wulandari' });
});

test('an anonymous idea has no trace of its writer in any table, and only the writer’s own browser may withdraw it', async () => {
  await move('write');
  expect(await code(writeIdea(sari, boardId, { text: 'Tanpa kunci', anonymous: true }, NOBODY))).toBe(
    'platform.invalid_input',
  );
  const id = await writeIdea(sari, boardId, { text: 'Petugas kurang ramah', anonymous: true }, { key: 'kunci-sari' });
  const row = await t.db.selectFrom('idea').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ enrolmentId: null, authorName: '', libraryId: null, source: 'anonymous' });
  expect(row.createdAt.getUTCMinutes()).toBe(0);
  const trail = await t.db
    .selectFrom('auditEvent')
    .select('id')
    .where('entity', '=', 'idea')
    .where('entityId', '=', String(id))
    .execute();
  expect(trail).toEqual([]);
  expect(JSON.stringify(await t.db.selectFrom('rateLimit').selectAll().execute())).not.toContain('kunci-sari');
  expect(await texts(sari, { key: 'kunci-sari' })).toEqual(['Petugas kurang ramah']);
  // another browser of the same person does not know it
  expect(await texts(sari, { key: 'ponsel-lain' })).toEqual([]);
  expect(await code(withdrawIdea(sari, id, { key: 'ponsel-lain' }))).toBe('ideas.idea_not_found');
  await withdrawIdea(sari, id, { key: 'kunci-sari' });
  expect((await seen(desk)).ideas).toBe(0);
});

test('a form that is sent twice makes one idea and one comment, also where no trace is left; its hour is all that is kept', async () => {
  await move('write');
  const twice = async (form: string, act: (ctx: Ctx) => Promise<unknown>): Promise<string> => {
    const send = async (requestId: string) => act({ ...sari, form, requestId });
    await send('first');
    return code(send('second'));
  };
  const anonymous = { text: 'Jendela dibuka', anonymous: true };
  const write = async (ctx: Ctx) => writeIdea(ctx, boardId, anonymous, { key: 'kunci-sari' });
  expect(await twice('one form', write)).toBe('platform.already_done');
  expect(await texts(sari, { key: 'kunci-sari' })).toEqual(['Jendela dibuka']);
  await move('share');
  const [card] = (await seen(sari)).cards;
  const say = async (ctx: Ctx) => commentOnIdea(ctx, card?.id ?? 0, { text: 'Setuju' }, NOBODY);
  expect(await twice('another form', say)).toBe('platform.already_done');
  expect((await seen(sari)).cards[0]?.comments).toHaveLength(1);
  const kept = await t.db.selectFrom('formAct').select('at').execute();
  expect(kept.map(({ at }) => at.getUTCMinutes())).toEqual([0, 0]);
});

test('votes: so many each and not one more, also when all buttons are pressed at once on several processes', async () => {
  await move('share');
  const ids: number[] = [];
  for (let nth = 1; nth <= 6; nth += 1) ids.push(await writeIdea(sari, boardId, { text: `Ide ${nth}` }, NOBODY));
  expect(await code(voteForIdea(sari, ids[0] ?? 0, NOBODY))).toBe('ideas.phase_forbids');
  await move('vote');
  const other = openDb(poolConfig(t.address, 6)).db;
  try {
    const elsewhere = { ...guest(), db: other };
    const tried = ids.flatMap((id) => [
      outcome(voteForIdea(guest(), id, dimas)),
      outcome(voteForIdea(elsewhere, id, dimas)),
    ]);
    const outcomes = await Promise.all(tried);
    expect(outcomes.filter((one) => one === 'ideas.votes_used_up').length).toBeGreaterThanOrEqual(6);
  } finally {
    await other.destroy();
  }
  const given = (await seen(guest(), dimas)).cards.filter(({ voted }) => voted);
  expect(given).toHaveLength(3);
  expect(await seen(guest(), dimas)).toMatchObject({ votesLeft: 0, votes: 3 });
  await takeVoteBack(guest(), given[0]?.id ?? 0, dimas);
  expect((await seen(guest(), dimas)).votesLeft).toBe(1);
  // the table itself refuses a fourth one
  const fourth = t.db
    .insertInto('ideaVote')
    .values({ boardId, enrolmentId: (await seenBy(dimas.ticket)) ?? 0, nth: 4, votesEach: 3, ideaId: ids[5] ?? 0 })
    .execute();
  await expect(fourth).rejects.toThrow('idea_vote_within_each');
  expect(await code(changeBoardTerms(desk, boardId, { question: 'Bagaimana?', votesEach: 1 }))).toBe(
    'ideas.votes_given',
  );
  await changeBoardTerms(desk, boardId, { question: 'Bagaimana?', votesEach: 5 });
  expect((await seen(guest(), dimas)).votesLeft).toBe(3);
});
const seenBy = async (ticket: string): Promise<number | null> =>
  (await viewBoard(guest(), boardId, { ticket })).viewer.enrolmentId;

test('two ideas that say the same become one with the votes of both, and can be parted again', async () => {
  await move('share');
  const first = await writeIdea(sari, boardId, { text: 'Buka Sabtu' }, NOBODY);
  const twin = await writeIdea(guest(), boardId, { text: 'Sabtu buka dong' }, dimas);
  await commentOnIdea(sari, twin, { text: 'Setuju' }, NOBODY);
  await move('vote');
  await voteForIdea(sari, first, NOBODY);
  await voteForIdea(sari, twin, NOBODY);
  await voteForIdea(guest(), twin, dimas);
  expect(await code(mergeIdeas(desk, boardId, [first, twin]))).toBe('ideas.phase_forbids');
  await move('group');
  expect(await code(mergeIdeas(sari, boardId, [first, twin]))).toBe('platform.forbidden');
  expect(await code(mergeIdeas(desk, boardId, [first]))).toBe('platform.invalid_input');
  await mergeIdeas(desk, boardId, [first, twin]);
  expect((await seen(desk)).cards).toMatchObject([
    { id: first, votes: 2, merged: ['Sabtu buka dong'], comments: [{ text: 'Setuju' }] },
  ]);
  // one of the two votes for the same is free again
  expect((await seen(sari)).votesLeft).toBe(2);
  await unmergeIdeas(desk, boardId, first);
  expect((await seen(desk)).cards).toMatchObject([
    { text: 'Buka Sabtu', votes: 1, comments: [] },
    { text: 'Sabtu buka dong', votes: 1, comments: [{ text: 'Setuju' }] },
  ]);
});

test('a card that is taken away gives its votes back, and leaves on the board what others wrote and was merged into it', async () => {
  await move('share');
  const first = await writeIdea(sari, boardId, { text: 'Buka Sabtu' }, NOBODY);
  const twin = await writeIdea(guest(), boardId, { text: 'Sabtu buka dong' }, dimas);
  await move('group');
  await mergeIdeas(desk, boardId, [first, twin]);
  await move('vote');
  await voteForIdea(guest(), first, dimas);
  const { votesLeft } = await seen(guest(), dimas);
  await withdrawIdea(desk, first, NOBODY);
  expect((await seen(desk)).cards).toMatchObject([{ id: twin, votes: 0 }]);
  expect((await seen(guest(), dimas)).votesLeft).toBe((votesLeft ?? 0) + 1);
});

test('notes on paper are typed in at once; typed twice they are there once', async () => {
  await move('write');
  expect(await enterNotes(desk, boardId, { notes: 'Pojok anak\n\n  Wifi lebih kencang \nPojok anak\n' })).toBe(2);
  expect(await enterNotes(desk, boardId, { notes: 'Wifi lebih kencang\nKursi baru' })).toBe(1);
  expect(await code(enterNotes(desk, boardId, { notes: ' \n' }))).toBe('platform.invalid_input');
  expect(await code(enterNotes(sari, boardId, { notes: 'Satu' }))).toBe('platform.forbidden');
  await move('group');
  const { cards } = await seen(desk);
  expect(cards).toMatchObject([{ source: 'paper' }, { source: 'paper' }, { source: 'paper' }]);
  expect(await groupIdeas(desk, boardId, { ideaIds: cards.slice(0, 2).map(({ id }) => id), theme: 'Nyaman' })).toBe(2);
  expect((await seen(desk)).cards.map(({ theme }) => theme)).toEqual(['Nyaman', 'Nyaman', '']);
});

test('the board decides whether names are shown; comments are taken away by who wrote them and by the facilitator', async () => {
  await changeBoardTerms(desk, boardId, { question: 'Apa yang mengganggu?', naming: 'anonymous' });
  await move('share');
  const id = await writeIdea(sari, boardId, { text: 'Panas' }, { key: 'kunci-sari' });
  const said = await commentOnIdea(guest(), id, { text: 'Benar' }, dimas);
  expect((await seen(desk)).cards).toMatchObject([{ source: 'anonymous', author: null, comments: [{ author: null }] }]);
  expect(await code(removeComment(guest(), said, dimas))).toBe('ideas.idea_not_found');
  await removeComment(desk, said, NOBODY);
  await changeBoardTerms(desk, boardId, { question: 'Apa yang mengganggu?', naming: 'named' });
  const named = await commentOnIdea(guest(), id, { text: 'Kipasnya mati', anonymous: true }, dimas);
  expect((await seen(desk)).cards[0]?.comments).toMatchObject([{ author: 'Dimas Aji' }]);
  expect(await code(removeComment(sari, named, NOBODY))).toBe('ideas.idea_not_found');
  await removeComment(guest(), named, dimas);
  expect((await seen(desk)).cards[0]?.comments).toEqual([]);
});

test('one board a session, led only by the staff of its library; the code on the screen leads to it', async () => {
  const { sessionId } = (await viewBoard(desk, boardId, NOBODY)).board;
  expect(await code(openBoard(desk, sessionId, { question: 'Lagi?' }))).toBe('ideas.board_exists');
  const both = await makeWorkshop(t.db, { libraryId, title: 'Lain' });
  const twice = await Promise.all(
    [1, 2].map(async () => outcome(openBoard(desk, both.sessionId, { question: 'Serentak?' }))),
  );
  expect(twice.toSorted()).toEqual(['done', 'ideas.board_exists']);
  const elsewhere = await aLibrary(t.ctx(), 'LAIN');
  const other = t.ctx({ grants: [{ libraryId: elsewhere.id, permissions: ['ideas.manage'] }] });
  expect(await code(movePhase(other, boardId, { phase: 'share' }))).toBe('platform.forbidden');
  expect(await listBrainstorms(other)).toEqual([]);
  expect((await listBrainstorms(desk)).some((one) => one.boardId === boardId)).toBe(true);
  const { board } = await viewBoard(guest(), boardId, NOBODY);
  expect((await findBoardOfCode(guest(), ` ${board.code.toLowerCase()} `)).id).toBe(boardId);
  expect(await code(findBoardOfCode(guest(), 'XXXXX'))).toBe('ideas.board_not_found');
});

test('the timer is set with the phase and told to everybody', async () => {
  await movePhase(desk, boardId, { phase: 'write', minutes: 5 });
  const end = (await seen(guest())).phaseEndsAt;
  expect(toTheSecond(end === null ? null : new Date(end))).toEqual(new Date('2026-11-25T03:05:00.000Z'));
  await movePhase(desk, boardId, { phase: 'share', minutes: '' });
  expect((await seen(guest())).phaseEndsAt).toBeNull();
});
