import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { aLibrary, aMember } from '#modules/people/members/testing';
import {
  addSessions,
  changeSession,
  enrol,
  forgetGuest,
  listSessions,
  removeSession,
} from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import { personalData } from '../../../../entrypoints/personal-data.ts';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  answerProposal,
  boardsOf,
  commentOnIdea,
  getPlan,
  listProposals,
  makePlan,
  mergeIdeas,
  movePhase,
  movePlan,
  openBoard,
  proposalForm,
  proposeProgram,
  topIdeas,
  viewBoard,
  voteForIdea,
  withdrawIdea,
  writeIdea,
} from '../index.ts';
import { makeGuest, makeParticipant, makeWorkshop } from '../testing.ts';

const t = useTestDb();
let libraryId = 0;
let programId = 0;
let sessionId = 0;
let boardId = 0;
let sari: Ctx;
let sariId = 0;
let dimas = { ticket: '' };
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });
const NOBODY = {};

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
});
beforeEach(async () => {
  ({ programId, sessionId } = await makeWorkshop(t.db, { libraryId }));
  boardId = await openBoard(t.ctx(), sessionId, { question: 'Bagaimana membuat orang mau mampir?' });
  const member = await aMember(t.ctx(), { fullName: 'Sari Wulandari' });
  sariId = member.id;
  sari = (await makeParticipant(t, { programId, member })).ctx;
  dimas = await makeGuest(t.db, { programId, name: 'Dimas Aji', libraryId });
  await t.db.deleteFrom('notification').execute();
});

test('a session whose board has ideas is not taken out: what people wrote would be gone; an empty board goes with it', async () => {
  await movePhase(t.ctx(), boardId, { phase: 'write' });
  const ideaId = await writeIdea(sari, boardId, { text: 'Buka sampai malam' }, NOBODY);
  expect(await refusal(removeSession(t.ctx(), sessionId))).toMatchObject({ code: 'programs.has_ideas' });
  const { now } = await viewBoard(t.ctx(), boardId, NOBODY);
  expect(now.ideas).toBe(1);
  expect(ideaId).toBeGreaterThan(0);
  const other = await makeWorkshop(t.db, { libraryId });
  await openBoard(t.ctx(), other.sessionId, { question: 'Apa lagi?' });
  const [startsAt, endsAt] = [new Date('2026-11-28T08:00:00+07:00'), new Date('2026-11-28T11:00:00+07:00')];
  await addSessions(t.ctx(), other.programId, { title: 'Pengganti', format: 'lecture', startsAt, endsAt });
  await removeSession(t.ctx(), other.sessionId);
  expect(await boardsOf(t.ctx(), other.programId)).toEqual([]);
});

test('a plan stays with its idea when that is merged into another: its card shows it, and whoever votes there hears of it', async () => {
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  const first = await writeIdea(anonymous(), boardId, { text: 'Buka sampai malam' }, dimas);
  const second = await writeIdea(anonymous(), boardId, { text: 'Jam malam' }, dimas);
  await movePhase(t.ctx(), boardId, { phase: 'commit' });
  const planId = await makePlan(
    anonymous(),
    programId,
    { activity: 'Buka Sabtu malam', ideaId: second, libraryId },
    dimas,
  );
  await movePhase(t.ctx(), boardId, { phase: 'group' });
  await mergeIdeas(t.ctx(), boardId, [first, second]);
  await movePhase(t.ctx(), boardId, { phase: 'vote' });
  await voteForIdea(sari, first, NOBODY);
  expect(await topIdeas(t.db, programId)).toMatchObject([{ id: first, plans: 1 }]);
  expect((await viewBoard(t.ctx(), boardId, NOBODY)).now.cards).toMatchObject([{ id: first, plans: 1 }]);
  expect((await getPlan(anonymous(), planId, dimas)).plan.idea).toEqual({ id: first, text: 'Buka sampai malam' });
  await movePlan(anonymous(), planId, { status: 'done' }, dimas);
  const told = await t.db.selectFrom('notification').select('topic').where('memberId', '=', sariId).execute();
  expect(told).toEqual([{ topic: 'idea' }]);
});

test('a card that the facilitator takes away is not shown on the page of a plan that came of it either', async () => {
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  const ideaId = await writeIdea(anonymous(), boardId, { text: 'Pak Anu malas' }, dimas);
  await movePhase(t.ctx(), boardId, { phase: 'commit' });
  const planId = await makePlan(anonymous(), programId, { activity: 'Buka Sabtu', ideaId, libraryId }, dimas);
  await withdrawIdea(t.ctx(), ideaId, NOBODY);
  expect((await getPlan(anonymous(), planId, NOBODY)).plan.idea).toBeNull();
});

test('what is said of an idea while it is merged or taken away is not lost unseen: who said it is told', async () => {
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  const ideaId = await writeIdea(anonymous(), boardId, { text: 'Buka sampai malam' }, dimas);
  const held = await holdRow(t, 'idea_board', boardId);
  const taking = withdrawIdea(t.ctx(), ideaId, NOBODY);
  await held.waitedFor(1);
  const saying = outcome(commentOnIdea(sari, ideaId, { text: 'Setuju sekali' }, NOBODY));
  await held.waitedFor(2);
  await held.letGo();
  await taking;
  expect(await saying).toBe('ideas.idea_not_found');
});

/** A guest with an address and a plan of which the library tells them something. */
async function guestWithPlan(contact: string) {
  const guest = await enrol(t.ctx(), { programId, name: 'Wulansari', contact });
  const hand = { ticket: guest.ticket };
  const planId = await makePlan(anonymous(), programId, { activity: 'Buka Sabtu', libraryId }, hand);
  await t.db.deleteFrom('guestMessage').execute();
  await movePlan(t.ctx(), planId, { status: 'stopped', reason: 'Tidak ada dana', obstacle: 'money' }, NOBODY);
  return guest;
}
const waiting = async () => {
  const rows = await t.db
    .selectFrom('guestMessage')
    .select(['topic', 'email', 'phone'])
    .where('state', 'in', ['pending', 'phone'])
    .execute();
  return rows.map(({ topic, email, phone }) => [topic, email ?? phone]);
};

test('a guest who is forgotten is told nothing of their plan any more, and no address waits for it', async () => {
  const { ticket } = await guestWithPlan('wulan@contoh.example');
  expect(await waiting()).toEqual([['action_plan', 'wulan@contoh.example']]);
  await forgetGuest(anonymous(), personalData, ticket);
  expect(await waiting()).toEqual([]);
});

test('a change of the programme takes back what it says itself, not what waits to be told of a plan', async () => {
  await guestWithPlan('+6281234567890');
  const [session] = await listSessions(t.ctx(), programId);
  if (!session) throw new Error('the workshop has a session');
  const startsAt = new Date(session.startsAt.getTime() + 3_600_000);
  const { title, format, endsAt } = session;
  await changeSession(t.ctx(), session.id, { title, format, startsAt, endsAt });
  expect((await waiting()).map(([topic]) => topic).toSorted()).toEqual(['action_plan', 'program']);
});

test('an answer that is corrected before it went out is told once, as it is in the end', async () => {
  const member = await aMember(t.ctx(), { fullName: 'Ratih' });
  const ratih = t.ctx({ kind: 'member', id: member.id, number: member.number, name: 'Ratih', sessionId: 1 });
  for (const [who, email, ip] of [
    [ratih, '', '192.0.2.8'],
    [anonymous(), 'gedog@contoh.example', '192.0.2.9'],
  ] as const) {
    const { token } = await proposalForm(who, testSecrets);
    await proposeProgram(who, testSecrets, {
      ...{ token, proof: '', ip, libraryId, title: 'Kelas batik', description: 'Belajar membatik' },
      ...{ audience: 'all', name: 'Karang Taruna', email },
    });
  }
  await t.db.deleteFrom('guestMessage').execute();
  for (const { id, version } of await listProposals(t.ctx(), ['new'])) {
    await answerProposal(t.ctx(), id, { version, status: 'declined', answer: 'Tidak bisa.' });
    await answerProposal(t.ctx(), id, { version: version + 1, status: 'accepted', answer: 'Ayo!' });
  }
  const notices = await t.db.selectFrom('notification').select('params').where('withdrawnAt', 'is', null).execute();
  const mails = await t.db.selectFrom('guestMessage').select('params').where('state', '=', 'pending').execute();
  const news = [...notices, ...mails].map(({ params }) => z.object({ news: z.string() }).parse(params).news);
  expect(news).toEqual(['accepted', 'accepted']);
});

test('the board of a programme that is not announced yet is seen by who leads it, and by nobody else', async () => {
  const draft = await makeWorkshop(t.db, { libraryId });
  const id = await openBoard(t.ctx(), draft.sessionId, { question: 'Apa rencana kita?' });
  await t.db.updateTable('program').set({ state: 'draft' }).where('id', '=', draft.programId).execute();
  expect(await refusal(viewBoard(anonymous(), id, NOBODY))).toMatchObject({ code: 'programs.not_found' });
  expect((await viewBoard(t.ctx(), id, NOBODY)).board.id).toBe(id);
});
