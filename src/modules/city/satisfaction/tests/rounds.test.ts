import { beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addFollowUp,
  closeRound,
  dropRound,
  enterEarlier,
  listRounds,
  moveFollowUp,
  openRound,
  planRound,
  publicRound,
  publishRound,
  removeFollowUp,
  reopenRound,
  setRoundPopulation,
  viewRound,
  withdrawRound,
} from '#modules/city/satisfaction';
import { answerQuestionnaire, getPlacement } from '#modules/community/questionnaires';
import { refreshInterim } from '#modules/community/questionnaires/testing';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import type { RoundInput } from '../schema.ts';
import { getRound } from '../testing.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  for (const table of [
    'satisfactionFollowUp',
    'satisfactionPlace',
    'satisfactionRound',
    'satisfactionEarlier',
  ] as const)
    await t.db.deleteFrom(table).execute();
});

const plan = async (more: Partial<RoundInput> = {}, ctx = t.ctx()) =>
  planRound(ctx, {
    libraryId: kota,
    service: 'reference',
    name: 'Semester II 2026',
    from: '2026-11-01',
    to: '2026-11-30',
    ...more,
  });
const opened = async (more: Partial<RoundInput> = {}) => {
  const id = await plan(more);
  await openRound(t.ctx(), id);
  return id;
};

/** A sheet of the survey, all elements with one score but for those that are named. */
const sheet = (score: number, more: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(Array.from({ length: 9 }, (_, nth) => [`u${nth + 1}`, String(score)])),
  ...more,
});
async function answer(roundId: number, sheets: readonly Record<string, string>[], libraryId = kota): Promise<void> {
  const { places } = await getRound(t.ctx(), roundId);
  const place = places.find((one) => one.libraryId === libraryId);
  const { code } = await getPlacement(t.ctx(), place?.placementId ?? 0);
  for (const answers of sheets) await answerQuestionnaire(t.ctx({ kind: 'anonymous' }), t.storage, { code, answers });
}
const times = (count: number, one: Record<string, string>): Record<string, string>[] =>
  Array.from({ length: count }, () => one);

const ROWS = `443444433 333433433 433434434 332433323 444444444 333433333 343434433 433443334 333433422 333433333`;
const worked = ROWS.split(' ').map((row) => Object.fromEntries([...row].map((score, nth) => [`u${nth + 1}`, score])));

test('ten sheets of the worked example: 83.61 by 1/9, 82.78 by 0.11, and the lowest are U8, U3, U9', async () => {
  const id = await opened({ population: 1000 });
  await answer(id, worked);
  await closeRound(t.ctx(), id);
  const { results } = await viewRound(t.ctx(), id);
  expect(results.index).toMatchObject({
    total: 301,
    complete: 10,
    exact: { hundredths: 8361, grade: 'B' },
    printed: { hundredths: 8278, grade: 'B' },
  });
  expect(results.needed).toBe(278);
  const means = results.elements.map(({ mean }) => Math.round((mean ?? 0) * 10) / 10);
  expect(means).toEqual([3.4, 3.3, 3.0, 4.0, 3.3, 3.4, 3.6, 2.9, 3.2]);
  // nobody differed about the cost, so nothing is said of others
  expect(results.elements[3]?.interval).toBeNull();
  expect(results.elements[7]?.interval?.low).toBeCloseTo(2.49, 2);
});

test('a round without answers has no value and cannot be published; four sheets are told to nobody', async () => {
  const id = await opened();
  await closeRound(t.ctx(), id);
  expect((await viewRound(t.ctx(), id)).results.index).toBeNull();
  expect(await outcome(publishRound(t.ctx(), id))).toBe('satisfaction.too_few');
  const few = await opened({ service: 'digital' });
  await answer(few, times(4, sheet(1)));
  await closeRound(t.ctx(), few);
  const { results } = await viewRound(t.ctx(), few);
  expect(results.index).toBeNull();
  expect(results.elements.every(({ mean }) => mean === null)).toBe(true);
  expect(results.survey.profile).toEqual([]);
  expect(await outcome(publishRound(t.ctx(), few))).toBe('satisfaction.too_few');
  expect(await publicRound(t.ctx({ kind: 'anonymous' }), null)).toBeNull();
});

test('a library with four sheets is in no sum of a round of all libraries, from which it could be told', async () => {
  const id = await opened({ libraryId: null });
  await answer(id, times(10, sheet(4)));
  await answer(id, times(4, sheet(1)), gedog);
  await closeRound(t.ctx(), id);
  const { results } = await viewRound(t.ctx(), id);
  expect(results.index).toMatchObject({ complete: 10, exact: { hundredths: 10_000 } });
  expect(results.survey).toMatchObject({ n: 10, leftOut: 1 });
  expect(results.survey.places.map(({ libraryId }) => libraryId)).toEqual([kota]);
});

test('who answered is told by groups of five, and no group of one can be told from the others', async () => {
  const id = await opened();
  await answer(id, [...times(12, sheet(4, { jenis_kelamin: 'p' })), sheet(1, { jenis_kelamin: 'l' })]);
  await closeRound(t.ctx(), id);
  const { survey } = (await viewRound(t.ctx(), id)).results;
  const sex = survey.profile.find((one) => one.id === 'jenis_kelamin');
  expect(sex?.parts.map(({ value, count }) => [value, count])).toEqual([
    ['p', null],
    ['l', null],
    ['', 0],
  ]);
  const index = survey.indices.find((one) => one.id === 'jenis_kelamin');
  expect(index?.groups.map(({ ikm }) => ikm)).toEqual([null, null]);
  expect(survey.channels?.map(({ count }) => count)).toEqual([13, 0, 0]);
});

test('while people answer, how many are told moves by five and more', async () => {
  const id = await opened();
  await answer(id, times(5, sheet(3)));
  const reached = async (): Promise<number> => {
    await refreshInterim(t.ctx());
    return (await viewRound(t.ctx(), id)).results.survey.n;
  };
  expect(await reached()).toBe(0);
  await answer(id, times(5, sheet(3)));
  expect(await reached()).toBe(5);
  await answer(id, times(1, sheet(3)));
  expect(await reached()).toBe(5);
  expect((await viewRound(t.ctx(), id)).results.survey.channels).toBeNull();
});

test('a round goes its way one step after the other, and closing it twice at once closes it once', async () => {
  const id = await plan();
  for (const act of [closeRound, publishRound, withdrawRound, reopenRound])
    expect(await outcome(act(t.ctx(), id))).toBe('satisfaction.state_forbids');
  await openRound(t.ctx(), id);
  await answer(id, times(5, sheet(4)));
  expect(await outcome(dropRound(t.ctx(), id))).toBe('satisfaction.state_forbids');
  const both = await Promise.all([outcome(closeRound(t.ctx(), id)), outcome(closeRound(t.ctx(), id))]);
  expect(both.toSorted()).toEqual(['done', 'satisfaction.state_forbids']);
  await publishRound(t.ctx(), id);
  expect(await getRound(t.ctx(), id)).toMatchObject({ state: 'published', total: 180, complete: 5 });
  expect(await outcome(setRoundPopulation(t.ctx(), id, 9))).toBe('satisfaction.state_forbids');
  await withdrawRound(t.ctx(), id);
  expect(await publicRound(t.ctx({ kind: 'anonymous' }), null)).toBeNull();
  expect(await outcome(publicRound(t.ctx({ kind: 'anonymous' }), id))).toBe('satisfaction.round_not_found');
});

test('of one service only one round is open at a place; what was open before its time has passed does not come back', async () => {
  await opened();
  const second = await plan({ name: 'Lagi' });
  const third = await plan({ name: 'Dan lagi' });
  const both = await Promise.all([outcome(openRound(t.ctx(), second)), outcome(openRound(t.ctx(), third))]);
  expect(both).toEqual(['satisfaction.other_open', 'satisfaction.other_open']);
  const elsewhere = await plan({ libraryId: gedog });
  await openRound(t.ctx(), elsewhere);
  await closeRound(t.ctx(), elsewhere);
  t.clock.set('2026-12-01T00:30:00+07:00');
  expect(await outcome(reopenRound(t.ctx(), elsewhere))).toBe('satisfaction.ended');
  expect(await outcome(openRound(t.ctx(), second))).toBe('satisfaction.ended');
});

test('after a closing is undone, what was seen stays until five more have answered: nobody is told from the difference', async () => {
  const id = await opened();
  await answer(id, times(10, sheet(4)));
  await closeRound(t.ctx(), id);
  const seen = async () => {
    const { results } = await viewRound(t.ctx(), id);
    return [results.survey.n, results.index?.exact.hundredths];
  };
  expect(await seen()).toEqual([10, 10_000]);
  await reopenRound(t.ctx(), id);
  await answer(id, times(1, sheet(1)));
  await refreshInterim(t.ctx());
  await closeRound(t.ctx(), id);
  expect(await seen()).toEqual([10, 10_000]);
  await publishRound(t.ctx(), id);
  expect(await getRound(t.ctx(), id)).toMatchObject({ total: 360, complete: 10 });
  await withdrawRound(t.ctx(), id);
  await reopenRound(t.ctx(), id);
  await answer(id, times(4, sheet(1)));
  await closeRound(t.ctx(), id);
  // 25 × (10 × 36 + 5 × 9) ÷ 135
  expect(await seen()).toEqual([15, 7500]);
});

test('a round of two libraries that is opened again: where few came since, what was told before stays, and nobody is told from the difference', async () => {
  const id = await opened({ libraryId: null });
  await answer(id, times(10, sheet(4, { jenis_kelamin: 'p' })));
  await answer(id, times(10, sheet(4, { jenis_kelamin: 'l' })), gedog);
  await closeRound(t.ctx(), id);
  const seen = async () => {
    const { results } = await viewRound(t.ctx(), id);
    return { n: results.survey.n, index: results.index?.exact.hundredths };
  };
  expect(await seen()).toEqual({ n: 20, index: 10_000 });
  await reopenRound(t.ctx(), id);
  await answer(id, times(1, sheet(1)), gedog);
  await refreshInterim(t.ctx());
  await closeRound(t.ctx(), id);
  const after = await seen();
  // the one low sheet is in no figure
  expect(after.index).toBe(10_000);
  expect(after.n).not.toBe(21);
  const { results } = await viewRound(t.ctx(), id);
  expect(results.survey.indices.flatMap(({ groups }) => groups).every(({ ikm }) => ikm === null)).toBe(true);
});

test('the users of the period before are the population, where they are counted and more than four', async () => {
  const counted = { service: 'loans', count: true, from: '2026-11-25', to: '2026-12-10' } as const;
  expect(await outcome(plan(counted))).toBe('satisfaction.not_counted');
  t.clock.set('2026-11-20T10:00:00+07:00');
  for (let nth = 1; nth <= 6; nth += 1) {
    const memberNumber = await makeMember(t.ctx(), {
      fullName: `Pembaca ${nth}`,
      number: `P${nth}`,
      homeLibrary: 'KOTA',
    });
    await makeLoan(t.ctx(), { memberNumber, libraryId: kota });
    if (nth < 3) await makeLoan(t.ctx(), { memberNumber, libraryId: kota });
  }
  t.clock.set(TEST_NOW);
  expect(await getRound(t.ctx(), await plan(counted))).toMatchObject({ population: 6, populationSource: 'counted' });
  expect(await outcome(plan({ service: 'mobile', count: true }))).toBe('satisfaction.not_counted');
});

test('what is done about an element: planned, done with what came of it, and the next round shows what it led to', async () => {
  const last = await opened({ from: '2026-10-01', to: '2026-11-30' });
  expect(
    await outcome(addFollowUp(t.ctx(), last, { element: 'U8', action: 'Kursi', owner: 'Umum', dueOn: '2026-12-31' })),
  ).toBe('satisfaction.follow_up_too_soon');
  await answer(last, times(12, sheet(4, { u8: '2' })));
  await closeRound(t.ctx(), last);
  await publishRound(t.ctx(), last);
  const id = await addFollowUp(t.ctx(), last, { element: 'U8', action: 'Kursi', owner: 'Umum', dueOn: '2026-12-31' });
  const gone = await addFollowUp(t.ctx(), last, {
    element: 'U3',
    action: 'Mobil',
    owner: 'Keliling',
    dueOn: '2026-12-31',
  });
  await removeFollowUp(t.ctx(), gone);
  const later = { version: 1, state: 'done', realisation: 'Besok', realisedOn: '2027-12-01' } as const;
  expect(await outcome(moveFollowUp(t.ctx(), id, later))).toBe('platform.invalid_input');
  expect(await outcome(moveFollowUp(t.ctx(), id, { version: 1, state: 'done' }))).toBe('platform.invalid_input');
  expect(await outcome(moveFollowUp(t.ctx(), id, { version: 1, state: 'stopped' }))).toBe('platform.invalid_input');
  t.clock.set('2026-12-02T10:00:00+07:00');
  const done = { version: 1, state: 'done', realisation: 'Empat puluh kursi', realisedOn: '2026-12-01' } as const;
  const both = await Promise.all([outcome(moveFollowUp(t.ctx(), id, done)), outcome(moveFollowUp(t.ctx(), id, done))]);
  expect(both.toSorted()).toEqual(['done', 'platform.version_conflict']);
  expect(await outcome(removeFollowUp(t.ctx(), id))).toBe('satisfaction.follow_up_ended');
  t.clock.set('2027-02-01T10:00:00+07:00');
  const next = await opened({ name: 'Semester I 2027', from: '2027-01-01', to: '2027-06-30' });
  await answer(next, [...times(11, sheet(4, { u8: '3' })), sheet(4)]);
  await closeRound(t.ctx(), next);
  await publishRound(t.ctx(), next);
  const shown = await publicRound(t.ctx({ kind: 'anonymous' }), null);
  expect(shown?.round.id).toBe(next);
  expect(shown?.before?.followUps).toMatchObject([{ element: 'U8', state: 'done', realisation: 'Empat puluh kursi' }]);
  expect(shown?.results.elements[7]?.moved?.change).toBeCloseTo(1.083, 2);
  expect(shown?.line.map(({ label, hundredths }) => [label, hundredths])).toEqual([
    ['Semester II 2026', 9444],
    ['Semester I 2027', 9745],
  ]);
});

test('earlier values stand in the line with how they were weighed; one of a day, and none beyond what the weights reach', async () => {
  const value = {
    libraryId: kota,
    service: 'reference',
    label: 'I 2024',
    endsOn: '2024-06-30',
    source: 'Laporan 2024',
  } as const;
  const both = await Promise.all(
    [1, 2].map(async () => outcome(enterEarlier(t.ctx(), { ...value, value: 81.9, mode: 'printed' }))),
  );
  expect(both.toSorted()).toEqual(['done', 'satisfaction.earlier_exists']);
  for (const odd of [24.74, 100.01, 81.905])
    expect(await outcome(enterEarlier(t.ctx(), { ...value, endsOn: '2024-12-31', value: odd, mode: 'exact' }))).toBe(
      'platform.invalid_input',
    );
  const id = await opened();
  await answer(id, times(5, sheet(4)));
  await closeRound(t.ctx(), id);
  await publishRound(t.ctx(), id);
  expect((await publicRound(t.ctx(), id))?.line.map(({ label, mode }) => [label, mode])).toEqual([
    ['I 2024', 'printed'],
    ['Semester II 2026', 'exact'],
  ]);
});

test('who does not manage questionnaires plans, moves and writes nothing, and who reads one library does not read another', async () => {
  const id = await opened();
  const as = (
    libraryId: number | null,
    ...permissions: ('reports.read' | 'questionnaires.manage' | 'responses.read')[]
  ) => t.ctx({ grants: [{ libraryId, permissions }] });
  for (const ctx of [as(null, 'reports.read', 'responses.read'), as(gedog, 'questionnaires.manage', 'reports.read')]) {
    for (const act of [openRound, closeRound, reopenRound, publishRound, withdrawRound, dropRound])
      expect(await outcome(act(ctx, id))).toBe('platform.forbidden');
    expect(await outcome(plan({}, ctx))).toBe('platform.forbidden');
  }
  expect(await outcome(plan({ libraryId: null }, as(kota, 'questionnaires.manage')))).toBe('platform.forbidden');
  expect(await outcome(viewRound(as(gedog, 'reports.read'), id))).toBe('platform.forbidden');
  expect((await listRounds(as(gedog, 'reports.read'), { limit: 10 })).data).toEqual([]);
  expect((await listRounds(as(kota, 'reports.read'), { limit: 10 })).data.map((one) => one.id)).toEqual([id]);
});

test('what nobody would type is refused, not broken', async () => {
  for (const more of [
    { from: '9999-12-31', to: '9999-12-31' },
    { from: '2026-12-01', to: '2026-11-01' },
    { from: '2020-01-01', to: '2026-11-01' },
    { name: '' },
    { name: 'x'.repeat(200_000) },
    { population: 0 },
    { population: 1e12 },
    { service: 'reference', invites: true },
  ] as const)
    expect(await outcome(plan(more))).toBe('platform.invalid_input');
  expect(await outcome(getRound(t.ctx(), 999_999_999))).toBe('satisfaction.round_not_found');
});
