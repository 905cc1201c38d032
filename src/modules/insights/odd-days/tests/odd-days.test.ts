import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { callerOf } from '../../../../../tests/support/api-caller.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addDayNote, removeDayNote } from '#modules/ground/day-notes';
import { rollUp } from '#modules/ground/facts/testing';
import { addClosedDay, createLibrary } from '#modules/ground/libraries';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { addDays, eachDay, isoWeekday } from '#shared/dates';
import { findOddDays, isDue } from '../find-odd-days.ts';
import { askedFrom, countDaysWithoutWord, listOddDays } from '../index.ts';
import { places } from '../places.ts';

const t = useTestDb();
const api = useApi(t);
const call = callerOf(api);
let kota = 0;
let gedog = 0;
const [FIRST, LAST] = ['2026-07-06', '2026-11-24'];
const year = { from: '2026-01-01', to: '2026-12-31' };

/** So many people come at ten in the morning. */
async function come(libraryId: number, days: readonly string[], people: number, time = '10:00:00+07:00') {
  await t.db
    .insertInto('visit')
    .values(
      days.map((day) => {
        const at = new Date(`${day}T${time}`);
        return {
          libraryId,
          kind: 'group',
          via: 'door',
          at,
          countedUntil: new Date(at.getTime() + 1000),
          women: people,
        };
      }),
    )
    .execute();
}
const workdays = [...eachDay(FIRST, LAST)].filter((day) => isoWeekday(day) <= 5);
/** The night after a day, all of it is counted and looked at. */
async function night(after: string) {
  t.clock.set(`${addDays(after, 1)}T03:00:00+07:00`);
  await rollUp(t.ctx(), 'whole');
  await findOddDays(t.ctx());
}
const told = async (ctx = t.ctx(), more: object = {}) =>
  (await listOddDays(ctx, { ...year, ...more })).data.map(({ day, libraryId, n, usual }) => [
    day,
    libraryId === kota ? 'KOTA' : 'GEDOG',
    n,
    usual,
  ]);
const rows = async () => t.db.selectFrom('oddDay').select(['id', 'day', 'n', 'usual']).orderBy('day').execute();
const waiting = async (libraryIds: readonly number[] | null = null) =>
  places[0]?.waits?.[0]?.count(t.ctx(), libraryIds);

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
});
beforeEach(async () => {
  await sql`truncate fact_day, fact_month, fact_progress, fact_change, odd_day, odd_day_progress, day_note`.execute(
    t.db,
  );
  await sql`delete from visit`.execute(t.db);
  await sql`delete from closed_day`.execute(t.db);
  await come(kota, workdays, 80);
  await come(
    gedog,
    workdays.filter((day) => day !== LAST),
    30,
  );
});
/** Gedog's Tuesday: twelve came where thirty come. */
const quietTuesday = async () => come(gedog, [LAST], 12);
const oddTuesday = [LAST, 'GEDOG', 12, 30];

test('a day far from the same weekdays before is found the night after, with what is usual', async () => {
  await quietTuesday();
  await night(LAST);
  expect(await told()).toEqual([oddTuesday]);
  const { count, since } = (await waiting()) ?? {};
  expect([count, since?.toISOString().slice(0, 16)]).toEqual([1, '2026-11-24T20:00']);
});

test('an open day on which nobody was counted is one too; a closed one is not, once the calendar says so', async () => {
  await night(LAST);
  expect(await told()).toEqual([[LAST, 'GEDOG', 0, 30]]);
  await addClosedDay(t.ctx(), { libraryId: gedog, dateFrom: LAST, dateTo: LAST, type: 'daerah', reason: 'Hari jadi' });
  await come(kota, ['2026-11-25'], 80);
  await come(gedog, ['2026-11-25'], 30);
  await night('2026-11-25');
  expect(await told()).toEqual([]);
});

test('what was written late corrects the day, and takes it away when it is usual again', async () => {
  await quietTuesday();
  await night(LAST);
  const [found] = await rows();
  await come(gedog, [LAST], 2, '11:00:00+07:00');
  await come(kota, ['2026-11-25'], 80);
  await come(gedog, ['2026-11-25'], 30);
  await night('2026-11-25');
  expect(await rows()).toEqual([{ ...found, n: 14 }]);
  await come(gedog, [LAST], 15, '12:00:00+07:00');
  await come(kota, ['2026-11-26'], 80);
  await come(gedog, ['2026-11-26'], 30);
  await night('2026-11-26');
  expect(await rows()).toEqual([]);
});

describe('a word of what happened', () => {
  beforeEach(async () => {
    await quietTuesday();
    await night(LAST);
  });
  const note = async (libraryId: number | null, day = LAST) =>
    addDayNote(t.ctx(), { libraryId, day, text: 'Pintu rusak' });
  const ofGedog = async () => countDaysWithoutWord(t.ctx(), { ...year, of: [{ kind: 'visit', libraryIds: [gedog] }] });

  test('of its library is enough, shows beside the day, and is asked for again when it is taken away', async () => {
    const { id, version } = await note(gedog);
    expect(await told()).toEqual([]);
    expect((await waiting())?.count).toBe(0);
    expect(await ofGedog()).toBe(0);
    expect((await listOddDays(t.ctx(), { ...year, explained: true })).data).toMatchObject([
      { day: LAST, word: 'Pintu rusak' },
    ]);
    await removeDayNote(t.ctx(), id, version);
    expect(await told()).toEqual([oddTuesday]);
    expect(await ofGedog()).toBe(1);
  });
  test('of the whole network is enough too', async () => {
    await note(null);
    expect(await told()).toEqual([]);
  });
  test('of another library, or of another day, is not', async () => {
    await note(kota);
    await note(gedog, addDays(LAST, -1));
    expect(await told()).toEqual([oddTuesday]);
  });
  test('stays with the day when its figure is corrected', async () => {
    await note(gedog);
    await come(gedog, [LAST], 1, '11:00:00+07:00');
    await come(kota, ['2026-11-25'], 80);
    await come(gedog, ['2026-11-25'], 30);
    await night('2026-11-25');
    expect(await told()).toEqual([]);
    expect((await rows()).map(({ n }) => n)).toEqual([13]);
  });
  test('is counted by kind and libraries: a figure without that library waits for none', async () => {
    const count = async (of: { kind: 'visit' | 'loan'; libraryIds: number[] }[]) =>
      countDaysWithoutWord(t.ctx(), { ...year, of });
    expect(await count([{ kind: 'visit', libraryIds: [kota] }])).toBe(0);
    expect(await count([{ kind: 'loan', libraryIds: [kota, gedog] }])).toBe(0);
    expect(await count([])).toBe(0);
    expect(
      await count([
        { kind: 'loan', libraryIds: [gedog] },
        { kind: 'visit', libraryIds: [kota, gedog] },
      ]),
    ).toBe(1);
  });
});

test('whoever reads reports of one library sees its days, and nobody else sees any', async () => {
  await quietTuesday();
  await night(LAST);
  const reads = (libraryId: number) => t.ctx({ grants: [{ libraryId, permissions: ['reports.read'] }] });
  expect(await told(reads(gedog))).toEqual([oddTuesday]);
  expect(await told(reads(kota))).toEqual([]);
  expect(await told(reads(kota), { libraryId: gedog })).toEqual([]);
  expect((await waiting([kota]))?.count).toBe(0);
  expect((await waiting([gedog]))?.count).toBe(1);
  const nobody = t.ctx({ grants: [{ libraryId: gedog, permissions: ['loans.read'] }] });
  expect((await refusal(listOddDays(nobody, year))).code).toBe('platform.forbidden');
});

test('is looked at when something was counted, once; two at once find it once', async () => {
  await quietTuesday();
  t.clock.set('2026-11-25T03:00:00+07:00');
  expect(await isDue(t.ctx())).toBe(false);
  await rollUp(t.ctx());
  expect(await isDue(t.ctx())).toBe(true);
  await Promise.all([findOddDays(t.ctx()), findOddDays(t.ctx()), findOddDays(t.ctx())]);
  expect(await rows()).toHaveLength(1);
  expect(await isDue(t.ctx())).toBe(false);
});

test('a clock that ran ahead leaves no day behind that has not been, when it is right again', async () => {
  await quietTuesday();
  t.clock.set('2026-12-20T03:00:00+07:00');
  await rollUp(t.ctx());
  await findOddDays(t.ctx());
  // nobody came in weeks that have not been
  expect((await rows()).length).toBeGreaterThan(20);
  await night(LAST);
  expect(await told()).toEqual([oddTuesday]);
});

test('a day is that of the clock of its library', async () => {
  await sql`update library set time_zone = 'Asia/Jayapura' where id = ${gedog}`.execute(t.db);
  // half past midnight in Jayapura, still the day before in Blitar
  await come(gedog, [addDays(LAST, -1)], 200, '22:30:00+07:00');
  await night('2026-11-25');
  expect(await told(t.ctx(), { libraryId: gedog, to: LAST })).toEqual([[LAST, 'GEDOG', 200, 30]]);
  await sql`update library set time_zone = 'Asia/Jakarta' where id = ${gedog}`.execute(t.db);
});

test('a library that is new, or whose hours nobody entered, is not asked about its silence', async () => {
  const bare = await createLibrary(t.ctx(), { code: 'TURI', name: 'Perpustakaan Turi', type: 'kelurahan' });
  await come(bare.id, workdays.slice(0, 60), 40);
  const fresh = await makeLibrary(t.ctx(), 'BENDO', 'Perpustakaan Bendo');
  await come(fresh.id, ['2026-11-02', '2026-11-03'], 40);
  await night(LAST);
  expect(await told()).toEqual([[LAST, 'GEDOG', 0, 30]]);
});

test('days of years before the last stay as they were found', async () => {
  await sql`insert into odd_day (kind, library_id, day, n, usual, found_at) values
    ('visit', ${gedog}, '2024-05-06', 0, 30, now()), ('visit', ${gedog}, '2025-05-06', 0, 30, now())`.execute(t.db);
  await quietTuesday();
  await night(LAST);
  expect((await rows()).map(({ day }) => day)).toEqual(['2024-05-06', LAST]);
  // and nobody is asked about them on the first page
  expect((await waiting())?.count).toBe(1);
  expect(askedFrom('2026-11-25')).toBe('2026-01-01');
});

test('many days come in pages, each once, the latest first', async () => {
  await come(kota, workdays.slice(-5), 500);
  await night(LAST);
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const { data, next } = await listOddDays(t.ctx(), year, { cursor, limit: 2 });
    all.push(...data.map(({ day, libraryId }) => `${day} ${libraryId}`));
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(all).size).toBe(6);
  expect(all).toEqual(all.toSorted().toReversed());
});

test.for([
  ['days the wrong way round', { from: '2026-12-31', to: '2026-01-01' }],
  ['the year 9999', { from: '9999-01-01', to: '9999-12-31' }],
  ['three hundred years', { from: '1900-01-01', to: '2200-12-31' }],
  ['a library that cannot be', { ...year, libraryId: -1 }],
] as const)('%s: refused in words', async ([, query]) => {
  expect((await refusal(listOddDays(t.ctx(), query))).code).toBe('platform.invalid_input');
});

test('a program reads the days, writes what happened, and finds them with it', async () => {
  await quietTuesday();
  await night(LAST);
  const listed = z.object({
    data: z.array(
      z.object({ day: z.string(), library: z.looseObject({ code: z.string() }), word: z.string().nullable() }),
    ),
    next: z.null(),
  });
  const read = async (more = '') =>
    listed.parse((await call('GET', `/odd-days?from=2026-01-01&to=2026-12-31${more}`)).body);
  expect((await read()).data).toMatchObject([{ day: LAST, library: { code: 'GEDOG' }, word: null }]);
  expect((await read('&library=KOTA')).data).toEqual([]);
  expect((await read('&kind=loan')).data).toEqual([]);
  const note = { library: 'GEDOG', day: LAST, text: 'Pintu rusak' };
  expect((await call('POST', '/day-notes', { payload: note })).status).toBe(201);
  expect((await read()).data).toEqual([]);
  expect((await read('&words=all')).data).toMatchObject([{ day: LAST, word: 'Pintu rusak' }]);
  expect((await call('GET', '/odd-days?from=2026-01-01&to=2026-12-31&kind=apa')).status).toBe(422);
  expect((await call('GET', '/odd-days?from=2026-01-01&to=2026-12-31', {}, '')).status).toBe(401);
});
