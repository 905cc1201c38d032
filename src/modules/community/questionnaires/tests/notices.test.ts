import { beforeEach, expect, test } from 'vitest';
import { deliverToGuests, noticeNeeds } from '#modules/people/notifications/testing';
import { cancelEnrolment, guestsToCall, noteCalled } from '#modules/community/programs';
import { makeAttendance, makeParticipant } from '#modules/community/programs/testing';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import {
  remindWhoHasNotAnswered,
  tellWhoMayAnswer,
  type PlacementInput,
} from '#modules/community/questionnaires/testing';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { aWorkshop, shortEvaluation, shortTest, type TestWorkshop } from '../testing.ts';

const t = useTestDb();
let workshop: TestWorkshop;
const at = (time: string): Date => new Date(`2026-11-${time}:00+07:00`);

beforeEach(async () => {
  t.clock.set(TEST_NOW);
  // what earlier tests left open is not told here
  await t.db.updateTable('questionnairePlacement').set({ closedAt: t.clock.now() }).execute();
  workshop = await aWorkshop(t, 7);
});

async function place(more: Partial<PlacementInput> = {}, content = shortEvaluation) {
  const { libraryId, programId } = workshop;
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content });
  const id = await placeQuestionnaire(t.ctx(), {
    ...{ questionnaireId, libraryId, programId, audience: 'participants', privacy: 'anonymous' },
    role: 'survey',
    opensAt: at('25T09:00'),
    closesAt: at('30T00:00'),
    ...more,
  });
  return getPlacement(t.ctx(), id);
}
const tell = async (): Promise<number> => tellWhoMayAnswer(t.ctx());
const remind = async (): Promise<number> => remindWhoHasNotAnswered(t.ctx());
/** What members of this workshop are told, and is not taken back. */
const notices = async (news: string) => {
  const mine = workshop.participants.map(({ memberId }) => memberId);
  const rows = await t.db
    .selectFrom('notification')
    .select(['memberId', 'params', 'expiresAt'])
    .where('topic', '=', 'questionnaire')
    .where('withdrawnAt', 'is', null)
    .where('memberId', 'in', mine)
    .orderBy('id')
    .execute();
  return rows.filter(({ params }) => JSON.stringify(params).includes(`"news":"${news}"`));
};
const toldMembers = async (news = 'open') => (await notices(news)).map(({ memberId }) => memberId);
const mails = async () =>
  t.db
    .selectFrom('guestMessage')
    .select(['email', 'params', 'path', 'state'])
    .where('topic', '=', 'questionnaire')
    .orderBy('id', 'desc')
    .execute();
const answer = async (code: string, people = workshop.participants) => {
  for (const { ctx } of people) await answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '3' } });
};
const everybody = () => workshop.participants.map(({ memberId }) => memberId);

test('when it opens, whoever has a seat is told once, with the address and the last day; not before', async () => {
  const { id, code } = await place({ opensAt: at('25T10:30') });
  expect(await tell()).toBe(0);
  t.clock.set('2026-11-25T10:35:00+07:00');
  expect(await tell()).toBe(7);
  expect(await tell()).toBe(0);
  expect(await toldMembers()).toEqual(everybody());
  const [notice] = await notices('open');
  expect(notice?.params).toMatchObject({
    news: 'open',
    forms: [{ title: 'Evaluasi', path: `/isi/${code}`, until: '2026-11-29T16:59:59.000Z' }],
  });
  expect(notice?.expiresAt).toEqual(at('30T00:00'));
  expect(await getPlacement(t.ctx(), id)).toMatchObject({ told: 7, reminded: null });
});

test('nobody is woken: what opens at midnight is told in the morning', async () => {
  await place({ opensAt: at('26T00:00') });
  t.clock.set('2026-11-26T00:05:00+07:00');
  expect(await tell()).toBe(0);
  t.clock.set('2026-11-26T06:05:00+07:00');
  expect(await tell()).toBe(7);
});

test('an evaluation is told to those who came; who is found on a sheet afterwards is told then', async () => {
  const [first, second] = workshop.participants;
  await place({ role: 'evaluation' });
  expect(await tell()).toBe(0);
  await makeAttendance(t.ctx(), workshop.sessionId, first?.enrolmentId ?? 0);
  expect(await tell()).toBe(1);
  expect(await toldMembers()).toEqual([first?.memberId]);
  await makeAttendance(t.ctx(), workshop.sessionId, second?.enrolmentId ?? 0);
  expect(await tell()).toBe(1);
  expect(await toldMembers()).toEqual([first?.memberId, second?.memberId]);
});

test('where nobody was counted, an evaluation is told to whoever had a seat, once the session is over', async () => {
  await place({ role: 'evaluation', sessionId: workshop.sessionId });
  t.clock.set('2026-11-26T10:55:00+07:00');
  expect(await tell()).toBe(0);
  t.clock.set('2026-11-26T11:00:00+07:00');
  expect(await tell()).toBe(7);
});

test('a guest with a telephone number is on the list of whom a person tells; reminded is only who nobody has to look up', async () => {
  await makeParticipant(t.ctx(), workshop.programId, { name: 'Tamu', contact: '+6281234567890' });
  const { id, code } = await place();
  await tell();
  await deliverToGuests(t, 'smtp://127.0.0.1:9');
  const calls = async () => guestsToCall(t.ctx(), noticeNeeds, workshop.programId);
  const [, call] = await calls();
  expect(call).toMatchObject({ name: 'Tamu', phone: '+6281234567890' });
  // a person reads it out: it holds nothing by which one answers
  expect(call?.text).toContain(`https://perpus.example.org/isi/${code}`);
  expect(call?.text).not.toMatch(/kunci|tiket/);
  t.clock.set('2026-11-28T12:00:00+07:00');
  expect(await remind()).toBe(7);
  expect(await calls()).toHaveLength(2);
  expect(await noteCalled(t.ctx(), workshop.programId, call?.id ?? 0)).toBe(true);
  await closePlacement(t.ctx(), id);
});

test('a guest gets one e-mail about all that opens together, with a key to answer by in its addresses', async () => {
  const { ticket } = await makeParticipant(t.ctx(), workshop.programId, { name: 'Tamu', contact: 'tamu@example.org' });
  const [one, two] = [await place(), await place({ closesAt: null })];
  await tell();
  const sent = await mails();
  expect(sent.filter(({ email }) => email === 'tamu@example.org')).toMatchObject([
    {
      path: `/kegiatan/tiket/${ticket}`,
      params: {
        forms: [
          {
            path: expect.stringMatching(RegExp(`^/isi/${one.code}\\?kunci=[\\w-]{22}$`)) as unknown,
            until: '2026-11-29T16:59:59.000Z',
          },
          { path: expect.stringMatching(RegExp(`^/isi/${two.code}\\?kunci=[\\w-]{22}$`)) as unknown, until: null },
        ],
      },
    },
  ]);
  expect(await getPlacement(t.ctx(), one.id)).toMatchObject({ told: 8 });
  await closePlacement(t.ctx(), one.id);
  expect((await mails())[0]?.state).toBe('pending');
  await closePlacement(t.ctx(), two.id);
  expect((await mails())[0]).toMatchObject({ state: 'cancelled', email: null, params: null });
});

test('who gave the seat back, and a service that nobody enrols in, are not told of', async () => {
  const [gone] = workshop.participants;
  await cancelEnrolment(gone?.ctx ?? t.ctx(), { ticket: gone?.ticket ?? '' });
  await place();
  await place({ programId: null, service: 'Meja', audience: 'anyone' });
  expect(await tell()).toBe(6);
  expect(await toldMembers()).toEqual(everybody().slice(1));
});

test('two days before it closes everybody is reminded, once: who has not answered is on no list', async () => {
  const { id, code } = await place({ closesAt: at('30T23:30'), opensAt: at('20T00:00') });
  await tell();
  await answer(code, workshop.participants.slice(0, 2));
  t.clock.set('2026-11-28T23:25:00+07:00');
  expect(await remind()).toBe(0);
  t.clock.set('2026-11-28T23:30:00+07:00');
  expect(await remind()).toBe(7);
  expect(await remind()).toBe(0);
  expect(await toldMembers('closing')).toEqual(everybody());
  expect(await getPlacement(t.ctx(), id)).toMatchObject({ told: 7, reminded: 7 });
});

test('by name only whoever has not answered is reminded', async () => {
  const nameless = await place();
  const named = await place({ privacy: 'named' });
  await tell();
  for (const { code } of [nameless, named]) await answer(code, workshop.participants.slice(0, 5));
  t.clock.set('2026-11-28T11:00:00+07:00');
  expect(await remind()).toBe(7 + 2);
  expect(await getPlacement(t.ctx(), nameless.id)).toMatchObject({ reminded: 7 });
  expect(await getPlacement(t.ctx(), named.id)).toMatchObject({ reminded: 2 });
});

test('closing takes back what was not told yet; without names nobody knows any more who was reminded', async () => {
  const { id } = await place();
  await tell();
  t.clock.set('2026-11-28T11:00:00+07:00');
  expect(await remind()).toBe(7);
  await closePlacement(t.ctx(), id);
  expect(await toldMembers('open')).toEqual([]);
  const about = `questionnaire_reminder:${id}`;
  expect(await t.db.selectFrom('notification').select('id').where('about', '=', about).execute()).toEqual([]);
});

test('a pair that is closed takes back the notices of both its tests', async () => {
  const before = await place({ role: 'pre', privacy: 'paired' }, shortTest);
  await placeQuestionnaire(t.ctx(), {
    ...{ questionnaireId: before.questionnaire.id, libraryId: workshop.libraryId, programId: workshop.programId },
    ...{ role: 'post', audience: 'participants', privacy: 'paired', pairWith: before.id },
    opensAt: at('25T09:00'),
  });
  for (const { enrolmentId } of workshop.participants) await makeAttendance(t.ctx(), workshop.sessionId, enrolmentId);
  expect(await tell()).toBe(14);
  await closePlacement(t.ctx(), before.id);
  expect(await toldMembers()).toEqual([]);
});

test('what closes by the clock is forgotten by the clock', async () => {
  const { id } = await place();
  await tell();
  t.clock.set('2026-11-28T11:00:00+07:00');
  await remind();
  t.clock.set('2026-11-30T00:05:00+07:00');
  await remind();
  const about = `questionnaire_reminder:${id}`;
  expect(await t.db.selectFrom('notification').select('id').where('about', '=', about).execute()).toEqual([]);
});
