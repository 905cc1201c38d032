import { beforeEach, expect, test } from 'vitest';
import { makePlan, movePhase, openBoard } from '#modules/community/ideas';
import { createQuestionnaire, placeQuestionnaire } from '#modules/community/questionnaires';
import { aWorkshop, shortTest, type TestWorkshop } from '#modules/community/questionnaires/testing';
import { makeAttendance } from '#modules/community/programs/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { saveCertificateRule, viewCertification } from '../index.ts';

/** What an officer finds asked where nobody has set a rule: what the programme asked of its participants, and nothing more. */
const t = useTestDb();
let workshop: TestWorkshop;
beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  workshop = await aWorkshop(t, 1);
});

/** Somebody was at everything. What do they lack? */
async function lacking(): Promise<string[]> {
  const [person] = workshop.participants;
  const sessions = await t.db
    .selectFrom('programSession')
    .select('id')
    .where('programId', '=', workshop.programId)
    .execute();
  for (const { id } of sessions) await makeAttendance(t.ctx(), id, person?.enrolmentId ?? 0);
  return (await viewCertification(t.ctx(), workshop.programId)).candidates[0]?.lacks ?? ['nobody'];
}
const asksPlan = async () => (await viewCertification(t.ctx(), workshop.programId)).rule.needsPlan;
async function aBoard(): Promise<number> {
  await t.db.updateTable('programSession').set({ format: 'brainstorm' }).where('id', '=', workshop.sessionId).execute();
  return openBoard(t.ctx(), workshop.sessionId, { question: 'Apa yang kita mulai?' });
}

test('a workshop that asked for no action plan gives its certificate without one', async () => {
  expect(await asksPlan()).toBe(false);
  expect(await lacking()).toEqual([]);
});

test('a talk whose board ends with promises asks for the plan, though it is no workshop', async () => {
  await t.db.updateTable('program').set({ kind: 'talk' }).where('id', '=', workshop.programId).execute();
  const board = await aBoard();
  expect(await asksPlan()).toBe(false);
  await movePhase(t.ctx(), board, { phase: 'commit', minutes: null });
  expect(await asksPlan()).toBe(true);
  expect(await lacking()).toEqual(['plan']);
});

test('ideas alone are no plan: a board that was closed before anybody promised anything asks for none', async () => {
  const board = await aBoard();
  for (const phase of ['write', 'vote', 'closed'] as const) {
    await movePhase(t.ctx(), board, { phase, minutes: null });
    expect(await asksPlan()).toBe(false);
  }
});

test('where plans were made they are still asked for when the board is closed', async () => {
  const board = await aBoard();
  await movePhase(t.ctx(), board, { phase: 'commit', minutes: null });
  const [person] = workshop.participants;
  if (!person) throw new Error('the workshop has participants');
  await makePlan(person.ctx, workshop.programId, { activity: 'Buka Sabtu' }, {});
  await movePhase(t.ctx(), board, { phase: 'closed', minutes: null });
  expect(await asksPlan()).toBe(true);
  expect(await lacking()).toEqual([]);
});

test('tests are asked for where the programme placed some', async () => {
  expect(await lacking()).toEqual([]);
  const { libraryId, programId } = workshop;
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Tes akhir', content: shortTest });
  const about = { questionnaireId, libraryId, programId, role: 'post', audience: 'participants' } as const;
  await placeQuestionnaire(t.ctx(), { ...about, privacy: 'named', opensAt: new Date('2026-11-20T00:00:00+07:00') });
  expect(await lacking()).toEqual(['tests']);
});

test('what the officer has set stands, whatever the programme asked', async () => {
  const signatories = [{ office: 'Kepala Perpustakaan', name: 'Siti Rahmawati', details: '' }];
  const rule = { minAttendance: 80, needsTests: false, needsPlan: true, signatories };
  await saveCertificateRule(t.ctx(), workshop.programId, rule);
  expect(await lacking()).toEqual(['plan']);
  const board = await aBoard();
  await movePhase(t.ctx(), board, { phase: 'commit', minutes: null });
  await saveCertificateRule(t.ctx(), workshop.programId, { ...rule, needsPlan: false });
  expect(await lacking()).toEqual([]);
});
