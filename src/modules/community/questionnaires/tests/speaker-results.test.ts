import { beforeEach, expect, test } from 'vitest';
import { addSpeaker, changeState, listSpeakers, viewSpeakerPage } from '#modules/community/programs';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
  speakerResults,
} from '../index.ts';
import { aWorkshop, shortEvaluation, type TestWorkshop } from '../testing.ts';

const t = useTestDb();
let workshop: TestWorkshop;
let other = 0;
let placementId = 0;

beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  workshop = await aWorkshop(t, 6);
  const { programId, libraryId } = workshop;
  other = await addSpeaker(t.ctx(), programId, { name: 'Orang lain' });
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, {
    name: 'Narasumber',
    content: shortEvaluation,
  });
  placementId = await placeQuestionnaire(t.ctx(), {
    questionnaireId,
    libraryId,
    programId,
    speakerId: workshop.speakerId,
    role: 'evaluation',
    audience: 'participants',
    privacy: 'anonymous',
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
  });
});

async function answer(...given: string[]): Promise<void> {
  const { code } = await getPlacement(t.ctx(), placementId);
  for (const [at, materi] of given.entries()) {
    const ctx = workshop.participants[at]?.ctx;
    if (ctx) await answerQuestionnaire(ctx, t.storage, { code, answers: { materi, pesan: 'rahasia saya' } });
  }
}
async function closeProgram(): Promise<void> {
  for (const next of ['running', 'closed'] as const) await changeState(t.ctx(), workshop.programId, next);
}
/** What a speaker sees who opens the own link. */
async function seenBy(speakerId: number) {
  const found = (await listSpeakers(t.ctx(), workshop.programId)).find((one) => one.id === speakerId);
  const page = await viewSpeakerPage(t.ctx({ kind: 'anonymous' }), { token: found?.token ?? '', ip: '192.0.2.1' });
  return speakerResults(t.ctx({ kind: 'anonymous' }), page);
}

test('a speaker sees the own distribution and average once the programme and the asking are closed, without texts', async () => {
  await answer('4', '4', '3', '3', '1', '4');
  expect(await seenBy(workshop.speakerId)).toEqual([]);
  await closeProgram();
  const [open] = await seenBy(workshop.speakerId);
  expect(open).toMatchObject({ open: true, hidden: true, items: [] });
  await closePlacement(t.ctx(), placementId);
  const results = await seenBy(workshop.speakerId);
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({ open: false, hidden: false, n: 6 });
  const [item] = results[0]?.items ?? [];
  expect(item).toMatchObject({ id: 'materi', n: 6, highest: 4 });
  expect(item?.counts.map(({ count }) => count)).toEqual([1, 0, 2, 3]);
  expect(item?.mean).toBeCloseTo(19 / 6);
  expect(JSON.stringify(results)).not.toContain('rahasia');
});

test('of four answers nothing is shown but that they are too few', async () => {
  await answer('4', '4', '3', '3');
  await closeProgram();
  await closePlacement(t.ctx(), placementId);
  expect(await seenBy(workshop.speakerId)).toMatchObject([{ open: false, hidden: true, n: 4, items: [] }]);
});

test('nobody sees another’s', async () => {
  await answer('4', '4', '3', '3', '1', '4');
  await closeProgram();
  await closePlacement(t.ctx(), placementId);
  expect(await seenBy(other)).toEqual([]);
});
