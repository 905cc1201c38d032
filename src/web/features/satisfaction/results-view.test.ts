import { beforeAll, expect, test } from 'vitest';
import { closeRound, openRound, planRound, publicRound, publishRound } from '#modules/city/satisfaction';
import { getRound } from '#modules/city/satisfaction/testing';
import { answerQuestionnaire, getPlacement } from '#modules/community/questionnaires';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { placesView, whoView } from './results-view.server.ts';

const t = useTestDb();
const names = new Map<number, string>();

beforeAll(async () => {
  for (const [code, name] of [
    ['KOTA', 'Perpustakaan Kota'],
    ['GEDOG', 'Perpustakaan Gedog'],
  ] as const)
    names.set((await makeLibrary(t.ctx(), code, name)).id, name);
});

test('everybody reads the index of groups and places with its interval and weight; of few only that they are few', async () => {
  const id = await planRound(t.ctx(), {
    ...{ libraryId: null, service: 'reference', name: 'Semester II 2026', from: '2026-11-01', to: '2026-11-30' },
    ...{ population: null, count: false, invites: false },
  });
  await openRound(t.ctx(), id);
  const groups = ['p', 'l'] as const;
  for (const [nth, { placementId }] of (await getRound(t.ctx(), id)).places.entries()) {
    const { code } = await getPlacement(t.ctx(), placementId);
    for (let sheet = 0; sheet < 12; sheet += 1) {
      const scores = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`u${at + 1}`, sheet % 2 ? '3' : '4']));
      // one sheet alone is of the youngest
      const people = { jenis_kelamin: groups[nth] ?? 'p', usia: sheet + nth === 0 ? 'u17' : 'u25' };
      const guest = t.ctx({ kind: 'anonymous' });
      await answerQuestionnaire(guest, t.storage, { code, answers: { ...scores, ...people } });
    }
  }
  await closeRound(t.ctx(), id);
  await publishRound(t.ctx(), id);
  const shown = await publicRound(t.ctx({ kind: 'anonymous' }), id);
  if (!shown) throw new Error('the round is published');
  const reader = { locale: 'id' } as const;
  const { indices } = whoView(shown.results, reader);
  const sex = indices.find((question) => question.id === 'jenis_kelamin');
  const span: unknown = expect.stringMatching(/^\d\d,\d\d – \d\d,\d\d$/);
  const row = { n: '12', index: '87,50, mutu B', span, mode: '1/9' };
  expect(sex?.rows).toMatchObject([
    { label: 'Perempuan', ...row },
    { label: 'Laki-laki', ...row },
  ]);
  expect(placesView(shown.results, (of) => names.get(of) ?? '', reader)).toMatchObject([
    { label: 'Perpustakaan Kota', ...row },
    { label: 'Perpustakaan Gedog', ...row },
  ]);
  const age = indices.find((question) => question.id === 'usia')?.rows ?? [];
  expect(age.length).toBeGreaterThan(0);
  for (const { index, span, n, mode } of age)
    expect({ index, span, n, mode }).toEqual({ index: 'sedikit', span: '–', n: '–', mode: '–' });
});
