import { beforeEach, expect, test } from 'vitest';
import { makePlan, movePhase, movePlan, openBoard, voteForIdea, writeIdea } from '#modules/community/ideas';
import { addSessions, changeState, getProgram, listSessions } from '#modules/community/programs';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import { type ContentInput } from '#modules/community/questionnaires/testing';
import {
  aWorkshop,
  shortEvaluation,
  type TestParticipant,
  type TestWorkshop,
} from '#modules/community/questionnaires/testing';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addLine, changeLine, draftNextEdition, makeProgram, moveLine, removeLine, viewDraft } from '../index.ts';

const t = useTestDb();
const words = {
  review: 'Apa yang jadi',
  plan: 'Rencana aksi',
  improve: ({ id }: { id: string }) => `Perbaiki: ${id}`,
  unblock: (obstacle: string) => `Jalan keluar: ${obstacle}`,
  answer: (looked: string) => `Dicari: ${looked}`,
};
const PEOPLE = 6;
let workshop: TestWorkshop;
let boardId: number;

beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  workshop = await aWorkshop(t, PEOPLE);
  const [at, until] = [new Date('2026-11-27T13:00:00+07:00'), new Date('2026-11-27T15:00:00+07:00')];
  const session = { title: 'Curah gagasan', format: 'brainstorm', startsAt: at, endsAt: until, jp: 2 } as const;
  const [sessionId = 0] = await addSessions(t.ctx(), workshop.programId, session);
  boardId = await openBoard(t.ctx(), sessionId, { question: 'Apa yang akan kita ubah?' });
});

/** So many of the participants judge the workshop as poor. */
async function evaluate(people: readonly TestParticipant[]): Promise<void> {
  const { libraryId, programId } = workshop;
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content: shortEvaluation });
  const about = { questionnaireId, libraryId, programId, role: 'evaluation', audience: 'participants' } as const;
  const opensAt = new Date('2026-11-20T00:00:00+07:00');
  const { code, id } = await getPlacement(
    t.ctx(),
    await placeQuestionnaire(t.ctx(), { ...about, privacy: 'anonymous', opensAt }),
  );
  for (const { ctx } of people) await answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '2' } });
  await closePlacement(t.ctx(), id);
}
/** The first writes an idea, so many vote for it. */
async function brainstorm(voters: readonly TestParticipant[]): Promise<void> {
  const [author] = workshop.participants;
  if (!author) throw new Error('the workshop has participants');
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  const idea = await writeIdea(author.ctx, boardId, { text: 'Buka hari Sabtu' }, {});
  await movePhase(t.ctx(), boardId, { phase: 'vote' });
  for (const { ctx } of voters) await voteForIdea(ctx, idea, {});
}
/** Everybody makes a plan; the first is done, the second stops for want of money. */
async function commit(): Promise<void> {
  await movePhase(t.ctx(), boardId, { phase: 'commit' });
  const plans: number[] = [];
  for (const { ctx } of workshop.participants)
    plans.push(await makePlan(ctx, workshop.programId, { activity: 'Entri 20 judul' }, {}));
  const [done = 0, stopped = 0] = plans;
  await movePlan(t.ctx(), done, { status: 'in_progress' }, {});
  await movePlan(t.ctx(), done, { status: 'done' }, {});
  await movePlan(t.ctx(), stopped, { status: 'stopped', obstacle: 'money', reason: 'Tidak ada anggaran.' }, {});
}
async function close(): Promise<void> {
  for (const state of ['running', 'closed'] as const) await changeState(t.ctx(), workshop.programId, state);
}
const lines = async () => (await viewDraft(t.ctx(), workshop.programId))?.lines ?? [];
const titles = async () => (await lines()).map(({ title }) => title);

async function draftAll(): Promise<void> {
  await evaluate(workshop.participants);
  await brainstorm(workshop.participants.slice(1));
  await commit();
  await close();
  await draftNextEdition(t.ctx(), workshop.programId, words);
}

test('the agenda comes from evaluation, plans and ideas, with the reason beside every line', async () => {
  await draftAll();
  expect((await lines()).map(({ title, reason }) => [title, reason])).toEqual([
    ['Apa yang jadi', { kind: 'review', done: 1, of: 6 }],
    [
      'Perbaiki: Materi cocok dengan pekerjaan saya',
      {
        kind: 'low',
        item: { id: 'Materi cocok dengan pekerjaan saya', en: '' },
        percent: 50,
        answers: 6,
        unknown: 'not_asked',
      },
    ],
    ['Jalan keluar: money', { kind: 'stalled', plans: 1, of: 6 }],
    ['Buka hari Sabtu', { kind: 'idea', votes: 5 }],
    ['Rencana aksi', { kind: 'plan' }],
  ]);
});

test('where importance is asked the difference speaks, also beside a speaker of whom it was not asked', async () => {
  const { libraryId, programId } = workshop;
  const { questions } = shortEvaluation;
  const options = questions[0]?.options ?? [];
  const weighed: ContentInput = {
    title: 'Dengan pentingnya',
    questions: [...questions, { id: 'penting', kind: 'likert', label: 'Penting', options, importanceOf: 'materi' }],
  };
  for (const [content, more] of [
    [shortEvaluation, {}],
    [weighed, { penting: '4' }],
  ] as const) {
    const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content });
    const about = { questionnaireId, libraryId, programId, role: 'evaluation', audience: 'participants' } as const;
    const opensAt = new Date('2026-11-20T00:00:00+07:00');
    const id = await placeQuestionnaire(t.ctx(), { ...about, privacy: 'anonymous', opensAt });
    const { code } = await getPlacement(t.ctx(), id);
    for (const { ctx } of workshop.participants) {
      await answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '3', ...more } });
    }
    await closePlacement(t.ctx(), id);
  }
  await close();
  await draftNextEdition(t.ctx(), programId, words);
  expect((await lines())[0]?.reason).toMatchObject({ kind: 'gap', mean: 3, importance: 4, highest: 4, answers: 12 });
});

test('what five owners wrote of one obstacle is quoted, with the words they share', async () => {
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  await movePhase(t.ctx(), boardId, { phase: 'vote' });
  await movePhase(t.ctx(), boardId, { phase: 'commit' });
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    const plan = await makePlan(ctx, workshop.programId, { activity: 'Entri 20 judul' }, {});
    const reason = nth % 2 === 0 ? 'Belum ada anggaran.' : `Menunggu anggaran tahun ${2027 + nth}.`;
    await movePlan(t.ctx(), plan, { status: 'stopped', obstacle: 'money', reason }, {});
  }
  await close();
  await draftNextEdition(t.ctx(), workshop.programId, words);
  expect((await lines())[1]?.reason).toMatchObject({
    ...{ kind: 'stalled', plans: 6, of: 6, quotes: ['Belum ada anggaran.'] },
    terms: [{ term: 'anggaran', count: 6 }],
  });
});

test('four answers are no evaluation: the source is left out and named; with nothing at all there is no draft', async () => {
  const four = workshop.participants.slice(0, 4);
  await evaluate(four);
  await close();
  expect((await refusal(draftNextEdition(t.ctx(), workshop.programId, words))).code).toBe('next_editions.too_few');
});

test('a source that is too small is named beside those that are not', async () => {
  await evaluate(workshop.participants.slice(0, 4));
  await brainstorm(workshop.participants.slice(1));
  await close();
  await draftNextEdition(t.ctx(), workshop.programId, words);
  expect(await viewDraft(t.ctx(), workshop.programId)).toMatchObject({
    tooFew: { evaluation: 4, plans: 0 },
    lines: [{ title: 'Buka hari Sabtu' }, { title: 'Rencana aksi' }],
  });
});

test('a workshop that still runs has no next edition yet; only who manages it there may draft', async () => {
  const { programId } = workshop;
  expect((await refusal(draftNextEdition(t.ctx(), programId, words))).code).toBe('next_editions.too_early');
  const elsewhere = t.ctx({ grants: [{ libraryId: 999_999, permissions: ['*'] }] });
  expect((await refusal(viewDraft(elsewhere, programId))).code).toBe('platform.forbidden');
});

test('people decide: lines are changed, moved, added, removed', async () => {
  await draftAll();
  const { programId } = workshop;
  const [review, improve] = await lines();
  if (!review || !improve) throw new Error('the agenda has lines');
  await changeLine(t.ctx(), programId, improve.id, { title: 'Praktik katalog', format: 'simulation', jp: 3 });
  await moveLine(t.ctx(), programId, improve.id, 'up');
  await moveLine(t.ctx(), programId, improve.id, 'up');
  await removeLine(t.ctx(), programId, review.id);
  await addLine(t.ctx(), programId, { title: 'Kunjungan', format: 'talk', jp: 1, note: 'Permintaan kepala dinas' });
  expect(await titles()).toEqual([
    'Praktik katalog',
    'Jalan keluar: money',
    'Buka hari Sabtu',
    'Rencana aksi',
    'Kunjungan',
  ]);
  expect((await lines()).at(-1)?.reason).toEqual({ kind: 'hand', note: 'Permintaan kepala dinas' });
  expect((await refusal(removeLine(t.ctx(), programId, review.id))).code).toBe('next_editions.line_not_found');
});

test('the agenda becomes the next edition, once, though two press the button together', async () => {
  await draftAll();
  const { programId } = workshop;
  const make = async () => makeProgram(t.ctx(), programId, { startsOn: '2027-03-30' });
  const made = await Promise.allSettled([make(), make()]);
  const [id] = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const next = await getProgram(t.ctx(), id ?? 0);
  expect(next).toMatchObject({ edition: 2, state: 'draft', clonedFromId: programId, sessionCount: 5 });
  const sessions = await listSessions(t.ctx(), next.id);
  expect(sessions.map(({ startsAt }) => startsAt.toISOString()).slice(0, 2)).toEqual([
    '2027-03-30T01:00:00.000Z',
    '2027-03-30T02:00:00.000Z',
  ]);
  expect((await refusal(make())).code).toBe('next_editions.already_made');
});
