import { permissions } from '#contributed/permissions';
import { beforeAll, expect, test } from 'vitest';
import { viewCertification } from '#modules/community/certificates';
import { createApiToken, grantRole } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { changeState, guestsToCall } from '#modules/community/programs';
import { acceptClockJump } from '#modules/people/members';
import { watchClock } from '#platform/clock-watch';
import { noticeNeeds } from '#modules/people/notifications/testing';
import { makeParticipant } from '#modules/community/programs/testing';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  enterPaper,
  getPlacement,
  openForParticipants,
  placeQuestionnaire,
  resultsPdf,
  viewResults,
} from '#modules/community/questionnaires';
import {
  closePairs,
  refreshInterim,
  remindWhoHasNotAnswered,
  tellWhoMayAnswer,
  type PlacementInput,
} from '#modules/community/questionnaires/testing';
import { readConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { textOf } from '../../../../../tests/support/read-made.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { exportResponses } from '../results/export-results.ts';
import { aWorkshop, shortEvaluation, shortTest, someSheets, type TestWorkshop } from '../testing.ts';

// Somebody who runs programmes looks at everything they can reach, before and after each answer, and tries to tell who gave which.

const t = useTestDb();
const app = useApi(t);
const config = readConfig({});
const PEOPLE = 12;
const opensAt = new Date('2026-11-20T00:00:00+07:00');
let workshop: TestWorkshop;
let token = '';

beforeAll(async () => {
  workshop = await aWorkshop(t, PEOPLE);
  await makeParticipant(t.ctx(), workshop.programId, { name: 'Tamu', contact: '+6281234567890' });
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  const ratna = await makeAccount(t, { username: 'ratna' });
  await grantRole(system, { accountId: ratna.id, role: 'programmes', libraryId: null });
  const made = await createApiToken(
    system,
    { permissions },
    { username: 'ratna', name: 'uji', scopes: ['*'], expiresAt: null },
  );
  ({ token } = made);
});

const PERMISSIONS = [
  'programs.manage',
  'programs.attendance',
  'questionnaires.manage',
  'responses.read',
  'members.read',
];
/** The same person in the use cases behind the pages. */
const staff = () => t.ctx({ grants: [{ libraryId: null, permissions: PERMISSIONS }] });

async function place(more: Partial<PlacementInput> = {}, content = shortEvaluation) {
  const { libraryId, programId } = workshop;
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content });
  const id = await placeQuestionnaire(t.ctx(), {
    ...{ questionnaireId, libraryId, programId, role: 'evaluation', audience: 'participants', privacy: 'anonymous' },
    opensAt,
    ...more,
  });
  return getPlacement(t.ctx(), id);
}
type Placed = Awaited<ReturnType<typeof place>>;

async function get(path: string): Promise<string> {
  const { statusCode, body } = await app.inject({
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${token}` },
  });
  return `${statusCode} ${body.replace(/,"requestId":"[^"]*"/, '')}`;
}
const tried = async (work: Promise<unknown>): Promise<unknown> => {
  const refused = await outcome(work);
  return refused === 'done' ? work : refused;
};

/** Everything that they can look at: lists of the API, the ticket of whoever answers next, what pages show, every file. */
async function everythingSeen(placed: readonly Placed[], ticket: string): Promise<Record<string, unknown>> {
  const { programId } = workshop;
  const seen: Record<string, unknown> = {};
  const paths = [
    `/programs/${programId}`,
    `/enrolments?programId=${programId}`,
    `/programs/${programId}/certificates`,
    `/placements?programId=${programId}`,
    '/placements',
    '/questionnaires',
    '/members?limit=100',
  ];
  for (const path of paths) {
    seen[path] = await get(path);
    expect(seen[path], path).toMatch(/^200 /);
  }
  for (const { id, code, questionnaire } of placed) {
    const own = [
      `/placements/${id}`,
      `/placements/${id}/results`,
      `/responses?placementId=${id}`,
      `/questionnaires/${questionnaire.id}`,
    ];
    for (const path of own) seen[path] = await get(path);
    for (const name of ['ticket', 'key']) {
      const path = `/placement-codes/${code}?${name}=${ticket}`;
      seen[path] = await get(path);
    }
    seen[`csv ${id}`] = await tried(textOf(exportResponses(staff(), id, 'csv')));
    seen[`xlsx ${id}`] = await outcome(exportResponses(staff(), id, 'xlsx'));
    seen[`pdf ${id}`] = await outcome(resultsPdf(staff(), config, id));
    seen[`results ${id}`] = await viewResults(staff(), id);
    for (const other of placed) {
      if (other.id !== id) seen[`beside ${id} ${other.id}`] = await tried(viewResults(staff(), id, other.id));
    }
  }
  seen.certificates = await viewCertification(staff(), programId);
  seen.calls = await guestsToCall(staff(), noticeNeeds, programId);
  seen.tickets = await openForParticipants(staff(), programId);
  return seen;
}

const answers = (nth: number) => ({ materi: String(1 + (nth % 4)), pesan: `kata ${nth}` });

test('while answers come, no answer moves anything that staff can look at; what moves is moved by the clock, by five and more', async () => {
  const closesAt = new Date('2026-12-02T00:00:00+07:00');
  const evaluation = await place({ role: 'survey', closesAt });
  const before = await place({ role: 'pre', privacy: 'paired' }, shortTest);
  const after = await place({
    role: 'post',
    privacy: 'paired',
    pairWith: before.id,
    questionnaireId: before.questionnaire.id,
  });
  const placed = [evaluation, before, after];
  await tellWhoMayAnswer(t.ctx());
  for (const [nth, { ctx, ticket }] of workshop.participants.entries()) {
    // the first, one before figures are seen, one with them, the last
    const looks = [0, 4, 10, PEOPLE - 1].includes(nth);
    const seen = looks ? await everythingSeen(placed, ticket) : null;
    await answerQuestionnaire(ctx, t.storage, { code: evaluation.code, answers: answers(nth) });
    await answerQuestionnaire(ctx, t.storage, { code: before.code, answers: { satu: 'a', dua: 'b' } });
    if (nth > 1) await answerQuestionnaire(ctx, t.storage, { code: after.code, answers: { satu: 'a', dua: 'a' } });
    if (looks) expect(await everythingSeen(placed, ticket)).toEqual(seen);
    if (nth === 8) {
      // the day of the reminder: it goes to everybody, whoever has answered
      t.clock.set('2026-11-30T08:00:00+07:00');
      await remindWhoHasNotAnswered(t.ctx());
      expect(await getPlacement(staff(), evaluation.id)).toMatchObject({ told: PEOPLE + 1, reminded: PEOPLE });
    }
    const shown = async () => (await viewResults(staff(), evaluation.id)).n;
    const were = await shown();
    await refreshInterim(t.ctx());
    const are = await shown();
    expect(are === were || are >= were + 5).toBe(true);
    // and at least five stand between what is seen and what will be seen at the end
    expect(nth + 1 - are >= 5 || are === 0).toBe(true);
  }
  const last = await viewResults(staff(), evaluation.id);
  expect(last).toMatchObject({ n: 5, hidden: false, known: null });
  expect(JSON.stringify(last)).not.toContain('kata ');
  for (const { id } of placed)
    expect(await outcome(exportResponses(staff(), id, 'csv'))).toBe('questionnaires.still_open');

  // by the clock: closed for people, a week later for paper; then rows come, and no order of theirs is that of anybody
  t.clock.set('2026-12-02T00:00:00+07:00');
  expect(await outcome(exportResponses(staff(), evaluation.id, 'csv'))).toBe('questionnaires.still_open');
  t.clock.set('2026-12-09T00:00:00+07:00');
  const rows = (await textOf(exportResponses(staff(), evaluation.id, 'csv'))).trimEnd().split('\r\n').slice(1);
  expect(rows).toHaveLength(PEOPLE);
  const inOrder = workshop.participants.filter((_, nth) => rows[nth]?.includes(`kata ${nth}`) ?? false);
  expect(inOrder.length).toBeLessThan(PEOPLE / 2);
  t.clock.set(TEST_NOW);
}, 180_000);

test('staff cannot answer for a participant, nor learn from a refusal whether they have', async () => {
  const { code, id } = await place();
  const [first] = workshop.participants;
  if (!first) throw new Error('nobody takes part');
  const attempt = async () => {
    const payload = { placement: code, answers: { materi: '1' }, key: first.ticket };
    const headers = { authorization: `Bearer ${token}` };
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/api/v1/responses', payload, headers });
    return `${statusCode} ${body.replace(/,"requestId":"[^"]*"/, '')}`;
  };
  const paper = async () =>
    outcome(enterPaper(staff(), { placementId: id, answers: { materi: '1' }, sheet: first.ticket }));
  const refused = [await attempt(), await paper()];
  expect(refused[0]).toContain('403');
  expect(refused[1]).toBe('questionnaires.sheet_unknown');
  await answerQuestionnaire(first.ctx, t.storage, { code, answers: { materi: '4' } });
  expect([await attempt(), await paper()]).toEqual(refused);
});

test('the one sheet of paper among many is not to be told from the others, nor what fewer than five said', async () => {
  const { code, id } = await place();
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    // only three write anything
    const given = nth < 3 ? answers(nth) : { materi: '3' };
    await answerQuestionnaire(ctx, t.storage, { code, answers: given });
  }
  const [sheet = ''] = await someSheets(t, [id]);
  await enterPaper(staff(), { placementId: id, answers: { materi: '2' }, sheet });
  await closePlacement(t.ctx(), id);
  const body = await textOf(exportResponses(staff(), id, 'csv'));
  expect(body).not.toMatch(/Kertas|kata \d/);
  const rows = await get(`/responses?placementId=${id}`);
  expect(rows).not.toMatch(/paper|kata \d/);
});

test('a clock that jumps ahead opens no rows; those of what had closed before are seen as ever, and all when its date is accepted', async () => {
  const closesAt = new Date('2026-11-28T00:00:00+07:00');
  const long = new Date('2027-03-01T00:00:00+07:00');
  const [over, going] = [
    await place({ closesAt, paperUntil: closesAt }),
    await place({ closesAt: long, paperUntil: long }),
  ];
  for (const { code } of [over, going])
    for (const [nth, { ctx }] of workshop.participants.entries())
      await answerQuestionnaire(ctx, t.storage, { code, answers: answers(nth) });
  const rowsOf = async ({ id }: Placed) => outcome(textOf(exportResponses(staff(), id, 'csv')));
  await watchClock(t);
  t.clock.set('2026-11-29T10:00:00+07:00');
  await watchClock(t);
  await acceptClockJump(t.ctx());
  t.clock.set('2031-11-29T10:00:00+07:00');
  await watchClock(t);
  expect([await rowsOf(over), await rowsOf(going)]).toEqual(['done', 'questionnaires.still_open']);
  await acceptClockJump(t.ctx());
  expect(await rowsOf(going)).toBe('done');
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('clockWatch').execute();
});

test('those few who took one test only come out of no difference: not of averages, items, rows or pairs', async () => {
  const before = await place({ role: 'pre', privacy: 'paired' }, shortTest);
  const after = await place({
    role: 'post',
    privacy: 'paired',
    pairWith: before.id,
    questionnaireId: before.questionnaire.id,
  });
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    // the first alone knows nothing, and does not come back
    await answerQuestionnaire(ctx, t.storage, {
      code: before.code,
      answers: { satu: nth === 0 ? 'b' : 'a', dua: 'b' },
    });
    if (nth > 0) await answerQuestionnaire(ctx, t.storage, { code: after.code, answers: { satu: 'a', dua: 'a' } });
  }
  await closePlacement(t.ctx(), after.id);
  const { n, test: average, items, paired } = await viewResults(staff(), before.id);
  expect({ n, average, onlyBefore: paired?.onlyBefore }).toMatchObject({
    n: PEOPLE - 1,
    average: { mean: 50, n: PEOPLE - 1 },
    onlyBefore: { n: 1, mean: null },
  });
  const score = (average?.mean ?? 0) * (average?.n ?? 0) - (paired?.gain?.before ?? 0) * (paired?.gain?.pairs ?? 0);
  expect(score).toBeCloseTo(0);
  expect(items.map(({ right }) => right)).toEqual([PEOPLE - 1, 0]);
  expect((await textOf(exportResponses(staff(), before.id, 'csv'))).trimEnd().split('\r\n')).toHaveLength(PEOPLE);
});

test('the key of a pair is destroyed by the clock: when both have closed and the paper is due, else 30 days after the programme', async () => {
  const pairOf = async (more: Partial<PlacementInput>, later: Partial<PlacementInput> | null) => {
    const before = await place({ role: 'pre', privacy: 'paired', ...more }, shortTest);
    const about = {
      role: 'post',
      privacy: 'paired',
      pairWith: before.id,
      questionnaireId: before.questionnaire.id,
    } as const;
    if (later) await place({ ...about, ...later });
    return before.pairId ?? 0;
  };
  const day = (date: string): Date => new Date(`${date}T00:00:00+07:00`);
  const closing = await pairOf(
    { closesAt: day('2026-11-27') },
    { closesAt: day('2026-12-05'), paperUntil: day('2026-12-10') },
  );
  const endless = await pairOf({}, {});
  const alone = await pairOf({ closesAt: day('2026-11-27') }, null);
  const sealed = async () => {
    await closePairs(t.ctx());
    const rows = await t.db.selectFrom('questionnairePair').select('id').where('key', 'is', null).execute();
    return [closing, endless, alone].filter((id) => rows.some((row) => row.id === id));
  };
  t.clock.set('2026-12-09T23:00:00+07:00');
  expect(await sealed()).toEqual([]);
  t.clock.set('2026-12-10T00:00:00+07:00');
  expect(await sealed()).toEqual([closing]);
  const { max } = await t.db
    .selectFrom('programSession')
    .select((e) => e.fn.max('endsAt').as('max'))
    .where('programId', '=', workshop.programId)
    .executeTakeFirstOrThrow();
  const due = new Date((max?.getTime() ?? 0) + 30 * 86_400_000);
  t.clock.set(new Date(due.getTime() - 60_000).toISOString());
  expect(await sealed()).toEqual([closing]);
  t.clock.set(due.toISOString());
  expect(await sealed()).toEqual([closing, endless, alone]);
  t.clock.set(TEST_NOW);
});

test('when a programme has ended the list of certificates says the same before and after an answer without a name', async () => {
  const { code } = await place({ role: 'post' }, shortTest);
  for (const next of ['running', 'closed'] as const) await changeState(t.ctx(), workshop.programId, next);
  const before = await viewCertification(staff(), workshop.programId);
  await answerQuestionnaire(workshop.participants[3]?.ctx ?? t.ctx(), t.storage, {
    code,
    answers: { satu: 'a', dua: 'a' },
  });
  expect(await viewCertification(staff(), workshop.programId)).toEqual(before);
});
