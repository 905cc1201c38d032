import { beforeEach, expect, test } from 'vitest';
import { viewFacts, viewWho } from '#modules/ground/facts';
import { rollUp } from '#modules/ground/facts/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { visitFigures } from '../index.ts';
import { saveVisitHistory, type PastVisit } from '../testing.ts';

const t = useTestDb();
let libraryId = 0;
beforeEach(async () => {
  libraryId = (await t.db.selectFrom('library').select('id').executeTakeFirst())?.id ?? (await aLibrary(t.ctx())).id;
  for (const table of ['visit', 'factDay', 'factMonth', 'factProgress'] as const)
    await t.db.deleteFrom(table).execute();
});

const came = (day: string, minute: number, more: Partial<PastVisit> = {}): PastVisit => {
  const at = new Date(new Date(`${day}T09:00:00+07:00`).getTime() + minute * 60_000);
  const countedUntil = new Date(at.getTime() + 30_000);
  return { libraryId, kind: 'guest', ageGroup: 'dewasa', sex: 'P', via: 'door', at, countedUntil, ...more };
};
/** Ages of October as they are told; null = of too few. */
async function agesOf(visits: readonly PastVisit[]): Promise<(string | number | null)[][]> {
  await t.db.transaction().execute(async (trx) => saveVisitHistory(trx, t.ctx(), visits));
  await rollUp(t.ctx());
  const { figures } = await viewWho(t.ctx(), { kind: 'visit', from: '2026-10-01', to: '2026-10-31', cut: 'age' });
  return figures.map(({ key, n }) => [key, n]);
}
const five = [0, 1, 2, 3, 4];

test('five guests who came on one day are five people, though nobody knows them', async () => {
  expect(await agesOf(five.map((minute) => came('2026-10-05', minute)))).toEqual([['dewasa', 5]]);
});

test('a guest who came on five days may be one person, and is told of nowhere', async () => {
  expect(await agesOf(five.map((nth) => came(`2026-10-0${nth + 1}`, 0)))).toEqual([[null, 5]]);
});

test('pupils of a class are as many as they are; their two companions are not told apart', async () => {
  const group = { kind: 'group', ageGroup: null, sex: null, girls: 6, boys: 7, companions: 2 } as const;
  expect(await agesOf([came('2026-10-05', 0, group)])).toEqual([[null, 15]]);
  // the days say how many came in groups: with children of groups alone, both companions would be the rest of that
  const others = [
    ...five.map((minute) => came('2026-10-06', minute + 10)),
    came('2026-10-07', 0, { ageGroup: 'anak' }),
  ];
  await t.db.deleteFrom('factMonth').execute();
  await t.db.deleteFrom('factProgress').execute();
  expect(await agesOf(others)).toEqual([
    ['anak', 14],
    ['dewasa', 7],
  ]);
});

test('a card that was cut from its visits may be anybody: all of them may be one', async () => {
  const cut = { kind: 'member', memberId: null } as const;
  expect(await agesOf(five.map((minute) => came('2026-10-05', minute, cut)))).toEqual([[null, 5]]);
});

test('members who came, less those whose group is told, are nobody or five people: a teacher among guests is not told by that', async () => {
  const members: number[] = [];
  for (let nth = 1; nth <= 7; nth++) members.push((await aMember(t.ctx())).id);
  const visits = members.map((memberId, nth) =>
    came('2026-10-05', nth, { kind: 'member', memberId, memberCategory: nth === 6 ? 'guru' : 'umum' }),
  );
  const guests = [...five, ...five].map((minute) => came('2026-10-06', minute));
  await agesOf([...visits, ...guests]);
  const october = { kind: 'visit', from: '2026-10-01', to: '2026-10-31' };
  const ways = await viewFacts(t.ctx(), { ...october, cut: 'way' });
  expect(ways.figures.find(({ key }) => key === 'member')?.n).toBe(7);
  const { figures } = await viewWho(t.ctx(), { ...october, cut: 'category' });
  expect(figures).toEqual([{ key: null, n: 17 }]);
});

test('the page of visits tells who came by whole months: a time less a day tells nobody, and a group in wheelchairs stands as one', async () => {
  const lone = came('2026-10-31', 0, {
    ageGroup: 'lansia',
    sex: 'L',
    occupation: 'guru',
    kelurahan: 'Gedog',
    kecamatan: 'Sananwetan',
  });
  const class4 = { kind: 'group', ageGroup: null, sex: null, girls: 12, boys: 0 } as const;
  await agesOf([
    ...five.map((minute) => came('2026-10-05', minute)),
    came('2026-10-06', 0, { ...class4, wheelchairs: 6 }),
    came('2026-09-06', 0, { ...class4, wheelchairs: 4 }),
    lone,
  ]);
  const figures = async (from: string, to: string) => visitFigures(t.ctx(), { from, to, step: 'month' });
  const october = await figures('2026-10-01', '2026-10-31');
  expect(october).toMatchObject({ total: 18, months: { from: '2026-10-01', to: '2026-10-31' }, wheelchairs: 6 });
  expect(october.by.ageGroup).toEqual([
    { key: 'anak', people: 12 },
    { key: null, people: 6 },
  ]);
  for (const cut of ['occupation', 'kelurahan', 'kecamatan', 'memberCategory'] as const)
    expect(october.by[cut]).toEqual([{ key: null, people: 18 }]);
  const less = await figures('2026-10-01', '2026-10-30');
  expect(less).toMatchObject({ total: 17, months: null, wheelchairs: null });
  expect(Object.values(less.by).flat()).not.toContainEqual(expect.objectContaining({ key: 'anak' }));
  // four of September are told neither alone nor as what both months have more
  expect(await figures('2026-09-01', '2026-10-31')).toMatchObject({ wheelchairs: 6 });
});
