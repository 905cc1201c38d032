import { beforeAll, expect, test } from 'vitest';
import { countHeard } from '#modules/ground/heard-from';
import type { HeardFrom } from '#modules/ground/heard-from/client';
import type { Library } from '#modules/ground/libraries';
import { enrol, getProgram } from '#modules/community/programs';
import { makeAttendance, makeProgram } from '#modules/community/programs/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { openLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPlaces,
  changePoster,
  getPoster,
  makePoster,
  takeDown,
  viewChain,
  viewHeardFrom,
  type PosterInput,
} from '../index.ts';

const t = useTestDb();
let kota: Library;
let turi: Library;
let made = 0;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
});

const look: Pick<PosterInput, 'template' | 'format' | 'words'> = {
  template: 'night',
  format: 'a4',
  words: { title: 'Kancil dari kali', call: 'Daftar di sini' },
};
const outreach = (libraryId: number): Ctx => t.ctx({ grants: [{ libraryId, permissions: ['posters.make'] }] });
/** A poster of a programme at a bus stop and a market; `come` enrols people by the code of a place, some of whom come. */
async function hung() {
  const { id: programId, sessionIds } = await makeProgram(t.ctx(), kota.id);
  const { slug } = await getProgram(t.ctx(), programId);
  const id = await makePoster(t.ctx(), kota.id, { ...look, subject: { kind: 'program', programId } });
  await addPlaces(t.ctx(), id, [{ name: 'Halte' }, { name: 'Pasar' }]);
  const { places } = await getPoster(t.ctx(), id);
  const codeOf = (name: string): string => places.find((place) => place.name === name)?.code ?? '';
  const come = async (
    place: string,
    { enrolled, came = 0, code = codeOf(place) }: { enrolled: number; came?: number; code?: string | undefined },
  ) => {
    for (let nth = 0; nth < enrolled; nth += 1) {
      made += 1;
      const who = { name: `Tamu ${made}`, contact: `t${made}@example.org` };
      const one = await enrol(t.ctx({ kind: 'anonymous' }), { programId, ...who, cameBy: code });
      if (nth < came) await makeAttendance(t.ctx(), sessionIds[0] ?? 0, one.id);
    }
  };
  return { id, slug, codeOf, come };
}
const untold = { attended: null, withCard: null, firstLoans: null };

test('openings stand apart from those who enrolled, whom nobody is told of before they are ten', async () => {
  const { id, codeOf, come } = await hung();
  for (let nth = 0; nth < 3; nth += 1) await openLink(t.ctx(), codeOf('Halte'), true);
  await come('Halte', { enrolled: 9, came: 9 });
  const nine = await viewChain(t.ctx(), id);
  expect(nine).toEqual({ opened: 3, leads: true, steps: { enrolled: null, ...untold }, places: [] });
  await come('Halte', { enrolled: 1, came: 1 });
  expect(await viewChain(t.ctx(), id)).toEqual({
    ...{ opened: 3, leads: true, steps: { ...untold, enrolled: 10, attended: 10 } },
    places: [{ name: 'Halte', enrolled: 10 }],
  });
});

test('a place of few cannot be reckoned from the sum of the poster', async () => {
  const { id, come } = await hung();
  await come('Halte', { enrolled: 12 });
  await come('Pasar', { enrolled: 2 });
  expect(await viewChain(t.ctx(), id)).toMatchObject({ steps: { enrolled: 14 }, places: [] });
  await come('Pasar', { enrolled: 8 });
  expect((await viewChain(t.ctx(), id)).places.map(({ enrolled }) => enrolled)).toEqual([12, 10]);
});

test('a notice leads nowhere where one enrols', async () => {
  const id = await makePoster(t.ctx(), kota.id, { ...look, subject: { kind: 'notice', address: '/perpustakaan' } });
  expect(await viewChain(t.ctx(), id)).toMatchObject({ leads: false, opened: 0, places: [] });
});

test('what came of a poster is told to who may make posters there', async () => {
  const { id } = await hung();
  expect(await viewChain(outreach(kota.id), id)).toMatchObject({ leads: true });
  expect(await refusal(viewChain(outreach(turi.id), id))).toMatchObject({ code: 'platform.forbidden' });
  expect(await refusal(viewChain(t.ctx({ grants: [] }), id))).toMatchObject({ code: 'platform.forbidden' });
  expect(await refusal(viewChain(t.ctx(), 987_654_321))).toMatchObject({ code: 'posters.not_found' });
});

test('a place from which it was taken down and where it hangs again is one place', async () => {
  const { id, come } = await hung();
  await come('Halte', { enrolled: 6 });
  const halte = (await getPoster(t.ctx(), id)).places.find(({ name }) => name === 'Halte');
  await takeDown(t.ctx(), id, halte?.id ?? 0);
  await addPlaces(t.ctx(), id, [{ name: 'Halte' }]);
  const again = (await getPoster(t.ctx(), id)).places.filter(({ name }) => name === 'Halte').at(-1);
  await come('Halte', { enrolled: 6, code: again?.code });
  expect((await viewChain(t.ctx(), id)).places).toEqual([{ name: 'Halte', enrolled: 12 }]);
});

test('a poster that is about another programme now tells of that alone', async () => {
  const { id, come } = await hung();
  await come('Halte', { enrolled: 11 });
  const { id: programId } = await makeProgram(t.ctx(), kota.id);
  const { version } = await getPoster(t.ctx(), id);
  await changePoster(t.ctx(), id, { ...look, subject: { kind: 'program', programId }, version });
  expect(await viewChain(t.ctx(), id)).toMatchObject({ steps: { enrolled: null }, places: [] });
});

test('a notice that leads to a programme has a chain, too', async () => {
  const { slug } = await hung();
  const subject = { kind: 'notice', address: `/en/kegiatan/${slug}#daftar` } as const;
  const id = await makePoster(t.ctx(), kota.id, { ...look, subject });
  expect(await viewChain(t.ctx(), id)).toMatchObject({ leads: true });
});

test('from where people know is told of one’s own libraries together, of months that have ended, and of ten people or more', async () => {
  await t.db.deleteFrom('heardCount').execute();
  const heard = async (libraryId: number, answer: HeardFrom, count: number) =>
    t.db.transaction().execute(async (trx) => {
      for (let nth = 0; nth < count; nth += 1)
        await countHeard(trx, t.ctx(), { libraryId, moment: 'registration', answer });
    });
  t.clock.set('2025-10-31T10:00:00+07:00');
  await heard(kota.id, 'media', 40);
  // still October in UTC, November in Blitar
  t.clock.set('2025-11-01T01:00:00+07:00');
  await heard(kota.id, 'friend', 15);
  t.clock.set('2026-10-31T10:00:00+07:00');
  await heard(kota.id, 'school', 2);
  await heard(turi.id, 'poster', 9);
  await heard(turi.id, 'school', 8);
  // the month that runs, and one that only a clock gone wrong has seen
  t.clock.set('2026-11-02T10:00:00+07:00');
  await heard(kota.id, 'friend', 20);
  t.clock.set('9999-12-30T10:00:00+07:00');
  await heard(kota.id, 'friend', 20);
  t.clock.set('2026-11-25T10:00:00+07:00');
  const of = async (ctx: Ctx) => (await viewHeardFrom(ctx)).registration;
  expect(await of(outreach(turi.id))).toEqual({ total: 17, answers: [], others: 17 });
  expect(await of(outreach(kota.id))).toEqual({ total: 17, answers: [], others: 17 });
  expect(await of(t.ctx())).toEqual({
    total: 34,
    // school said ten, but nine said poster, who could be reckoned without it
    answers: [{ answer: 'friend', count: 15 }],
    others: 19,
  });
  expect(await viewHeardFrom(t.ctx())).toMatchObject({
    ...{ from: '2025-11-01', to: '2026-10-31' },
    enrolment: { total: null, answers: [], others: null },
  });
  expect(await refusal(viewHeardFrom(t.ctx({ grants: [] })))).toMatchObject({ code: 'platform.forbidden' });
});
