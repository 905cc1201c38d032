import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { factSources } from '#platform/facts';
import { personalData, retention } from '../../../../entrypoints/personal-data.ts';
import { findMemberById } from '../../../people/members/data/members.queries.ts';
import { eraseMember } from '../../../people/members/privacy/erase-member.ts';
import { addActs } from '../../../../../tests/support/acts-of-every-kind.ts';
import { findWords } from '../../../../../tests/support/find-words.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewWho } from '../index.ts';
import { rollUp } from '../testing.ts';
import { LEAST_PEOPLE } from '../rules/coarsen-cells.ts';

const t = useTestDb({ demo: true });
const MONTH = { from: '2026-07-01', to: '2026-11-30' };
const ofPeople = factSources().filter(({ who }) => who.length > 0);

beforeAll(async () => {
  await addActs(t.db, 0);
  // a school brings a class and its teachers
  await sql`update member set joined_on = date '2026-10-05' + (id % 3)::int, home_library_id = 1 where id % 2 = 0`.execute(
    t.db,
  );
  // November has ended
  t.clock.set('2026-12-02T10:00:00+07:00');
  await rollUp(t.ctx());
});

/** Everything that stands in a table of figures, in one order. */
async function allOf(table: 'factDay' | 'factMonth' | 'factChange'): Promise<string[]> {
  const rows = await t.db.selectFrom(table).selectAll().execute();
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

test('no column of a figure says a name, a number, an address, a search or what somebody wrote', async () => {
  const members = await t.db.selectFrom('member').select(['number', 'fullName', 'email', 'phone', 'address']).execute();
  const searches = await t.db.selectFrom('searchZeroResult').select('query').execute();
  const words = [
    ...members.flatMap((member) => Object.values(member)),
    ...searches.map(({ query }) => query),
    'les privat',
    'Buku 1',
  ].filter((word): word is string => word !== null && word !== '');
  expect(words.length).toBeGreaterThan(400);
  const places = await findWords(t.db, words);
  expect(places).toContain('seat_reservation.purpose');
  expect(places.filter((place) => place.startsWith('fact_'))).toEqual([]);
});

test('days are split by things alone, months by groups of people alone, and nothing by both', async () => {
  const people = new Set([
    'person',
    'member',
    'category',
    'age',
    'sex',
    'kelurahan',
    'kecamatan',
    'institution',
    'name',
    'query',
  ]);
  for (const { kind, cuts, who } of factSources()) {
    expect(
      cuts.filter((cut) => people.has(cut) || who.includes(cut)),
      kind,
    ).toEqual([]);
    const { rows } = await sql<{ table: string; cut: string }>`
      select distinct 'day' as table, cut from fact_day where kind = ${kind} and cut <> ''
      union select distinct 'month', cut from fact_month where kind = ${kind}`.execute(t.db);
    const cutsOf = (table: string): string[] => rows.flatMap((row) => (row.table === table ? [row.cut] : []));
    expect(
      cutsOf('day').filter((cut) => !cuts.includes(cut)),
      kind,
    ).toEqual([]);
    expect(
      cutsOf('month').filter((cut) => !who.includes(cut)),
      kind,
    ).toEqual([]);
  }
});

test('a number that stands as a value is never that of a member', async () => {
  // numbers as values: hours, main classes, first years of age groups, and records
  const { rows } = await sql<{ kind: string; cut: string }>`
    select distinct kind, cut from fact_day where key ~ '^[0-9]+$' union select distinct kind, cut from fact_month where key ~ '^[0-9]+$'`.execute(
    t.db,
  );
  expect([...new Set(rows.map(({ cut }) => cut))].toSorted()).toEqual(['age', 'bib', 'class', 'hour']);
  const strangers = await sql`
    select key from fact_day where cut = 'bib' and not exists (select from bib where bib.id::text = key)`.execute(t.db);
  expect(strangers.rows).toEqual([]);
});

/** One act of a month by who it was, as the rows still say it. */
interface Act {
  libraryId: number | null;
  month: string;
  person: string;
  n: number;
  cells: Readonly<Record<string, string>>;
}
async function actsOf(source: (typeof ofPeople)[number]): Promise<Act[]> {
  const columns = sql.join(
    [...source.who, ...(source.tied ?? [])].map((cut) => sql`${sql.lit(cut)}, act.${sql.ref(cut)}`),
  );
  const span = { ...MONTH, after: new Date('2026-06-30T00:00:00Z'), before: new Date('2026-12-02T00:00:00Z') };
  const { rows } = await sql<Omit<Act, 'person'> & { person: string | null; day: string }>`
    select act.library_id, act.n::int, act.person::text,
      to_char(coalesce(act.on_day, (act.at at time zone library.time_zone)::date), 'YYYY-MM-01') as month,
      json_build_object(${columns}) as cells
    from (${source.rows(span)}) act join library on library.id = act.library_id`.execute(t.db);
  // whoever is not known may all be one
  return rows
    .filter(({ month }) => month >= MONTH.from && month <= MONTH.to)
    .map((row) => ({ ...row, person: row.person ?? 'nobody knows' }));
}

interface Cell {
  libraryId: number;
  month: string;
  cut: string;
  key: string | null;
  n: number;
}
const cellsOf = async (kind: string): Promise<Cell[]> => {
  const { rows } = await sql<Cell>`
    select library_id, month::text as month, cut, key, n::float8 as n from fact_month
    where kind = ${kind} and month between ${MONTH.from}::date and ${MONTH.to}::date order by library_id, month, cut, key`.execute(
    t.db,
  );
  return rows;
};
const peopleOf = (acts: readonly Act[]): number => new Set(acts.map(({ person }) => person)).size;
const less = (all: ReadonlySet<Act>, some: ReadonlySet<Act>): ReadonlySet<Act> =>
  new Set([...all].filter((act) => !some.has(act)));
const liesIn = (part: ReadonlySet<Act>, whole: ReadonlySet<Act>): boolean => [...part].every((act) => whole.has(act));
const isFew = (acts: readonly Act[]): boolean => acts.length > 0 && peopleOf(acts) < LEAST_PEOPLE;

describe.each(ofPeople.map((source) => [source.kind, source] as const))('who it was: %s', (kind, source) => {
  let acts: Act[] = [];
  let cells: Cell[] = [];
  const known = new Map<Cell, Act[]>();
  /** The acts that a cell sums up. */
  const behind = (cell: Cell): Act[] => {
    const same = (other: { libraryId: number | null; month: string }) =>
      other.libraryId === cell.libraryId && other.month === cell.month;
    const shown = cells.flatMap((other) =>
      same(other) && other.cut === cell.cut && other.key !== null ? [other.key] : [],
    );
    const own =
      known.get(cell) ??
      acts.filter((act) => {
        const key = act.cells[cell.cut] ?? '';
        return same(act) && (cell.key === null ? !shown.includes(key) : key === cell.key);
      });
    known.set(cell, own);
    return own;
  };
  const groups = (): Cell[][] => [
    ...Map.groupBy(cells, ({ libraryId, month, cut }) => `${libraryId} ${month} ${cut}`).values(),
  ];

  beforeAll(async () => {
    acts = await actsOf(source);
    cells = await cellsOf(kind);
  });

  test('every cell is that of its acts, and none of one to four people', () => {
    expect(cells.some(({ key }) => key !== null)).toBe(true);
    for (const cell of cells) {
      const own = behind(cell);
      expect(
        own.reduce((sum, { n }) => sum + n, 0),
        JSON.stringify(cell),
      ).toBe(cell.n);
      if (cell.key !== null) expect(isFew(own), JSON.stringify(cell)).toBe(false);
    }
  });

  test('the sum of a library less its cells is nobody, or five people and more', () => {
    for (const group of groups()) {
      const rest = group.filter(({ key }) => key === null);
      // where nothing else is shown the rest is the sum of the library, which its days say too
      if (rest.length < group.length)
        expect(rest.flatMap(behind).length > 0 && isFew(rest.flatMap(behind)), JSON.stringify(rest)).toBe(false);
    }
  });

  test('the network less the other libraries is a cell that is shown anyway', async () => {
    for (const cut of source.who) {
      const all = await viewWho(t.ctx(), { kind, ...MONTH, cut });
      const libraries = [...new Set(cells.map(({ libraryId }) => libraryId))];
      for (const one of libraries) {
        const others = await viewWho(t.ctx(), {
          kind,
          ...MONTH,
          cut,
          libraryIds: libraries.filter((id) => id !== one),
        });
        for (const { key, n } of all.figures) {
          const left = n - (others.figures.find((figure) => figure.key === key)?.n ?? 0);
          const shown = cells.filter((cell) => cell.libraryId === one && cell.cut === cut && cell.key === key);
          expect(left, `${one} ${cut} ${key}`).toBe(shown.reduce((sum, cell) => sum + cell.n, 0));
        }
      }
    }
  });

  test('two splits of one month have the same sum, and none of one lies in the other but for a few', () => {
    const told: string[] = [];
    for (const months of Map.groupBy(cells, ({ libraryId, month }) => `${libraryId} ${month}`).values()) {
      const cuts = Map.groupBy(months, ({ cut }) => cut);
      expect(new Set([...cuts.values()].map((own) => own.reduce((sum, { n }) => sum + n, 0))).size).toBe(1);
      const all = new Set(months.flatMap(behind));
      for (const cell of months) {
        for (const whole of [new Set(behind(cell)), less(all, new Set(behind(cell)))]) {
          for (const [cut, others] of cuts) {
            if (cut === cell.cut) continue;
            const inside = others.map((other) => new Set(behind(other))).filter((part) => liesIn(part, whole));
            const rest = inside.reduce((left, part) => less(left, part), whole);
            if (inside.length > 0 && isFew([...rest]))
              told.push(`${JSON.stringify(cell)} beside ${cut}: ${peopleOf([...rest])}`);
          }
        }
      }
    }
    expect(told).toEqual([]);
  });

  test('nor does a way of it that the days tell, less the groups of people who did it in that way', () => {
    const told: string[] = [];
    for (const months of Map.groupBy(cells, ({ libraryId, month, cut }) => `${libraryId} ${month} ${cut}`).values()) {
      const all = new Set(months.flatMap(behind));
      for (const tied of source.tied ?? []) {
        for (const whole of Map.groupBy(all, (act) => act.cells[tied] ?? '').values()) {
          for (const one of [new Set(whole), less(all, new Set(whole))]) {
            const inside = months.map((cell) => new Set(behind(cell))).filter((part) => liesIn(part, one));
            const rest = inside.reduce((left, part) => less(left, part), one);
            if (inside.length > 0 && isFew([...rest])) told.push(`${JSON.stringify(months[0])} beside ${tied}`);
          }
        }
      }
    }
    expect(told).toEqual([]);
  });
});

test('an act that comes late moves its day and no month', async () => {
  const months = await allOf('factMonth');
  const days = await allOf('factDay');
  await sql`update loan set loaned_at = loaned_at - interval '20 days', returned_at = returned_at - interval '20 days'
    where id in (select id from loan where loaned_at > '2026-10-25' and returned_at is not null order by id limit 1)`.execute(
    t.db,
  );
  await rollUp(t.ctx(), 'whole');
  expect(await allOf('factDay')).not.toEqual(days);
  expect(await allOf('factMonth')).toEqual(months);
});

test('whoever is erased or forgotten moves no figure, that night and on the next Sunday', async () => {
  const before = { days: await allOf('factDay'), months: await allOf('factMonth'), changes: await allOf('factChange') };
  const after = async () => ({
    days: await allOf('factDay'),
    months: await allOf('factMonth'),
    changes: await allOf('factChange'),
  });
  const ctx = t.ctx();
  const rows = await sql<{ id: number }>`
    select id from member where exists (select from loan where member_id = member.id)
      and exists (select from delivery where member_id = member.id) and exists (select from hold where member_id = member.id) order by id limit 25`.execute(
    t.db,
  );
  expect(rows.rows.length).toBe(25);
  const erased = ['delivery', 'questionnaire_response', 'suggestion'];
  const left = async () =>
    Promise.all(
      erased.map(async (table) => {
        const counted = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(t.db);
        return counted.rows[0]?.n ?? 0;
      }),
    );
  await sql`update questionnaire_response set member_id = ${rows.rows[0]?.id ?? 0}
    where privacy = 'named' and enrolment_id is null and member_id is null`.execute(t.db);
  const had = await left();
  for (const { id } of rows.rows) {
    await t.db.transaction().execute(async (trx) => {
      const member = await findMemberById(trx, id);
      if (!member) throw new Error('no such member');
      await eraseMember(trx, ctx, personalData, member);
    });
  }
  // rows of each went with the people, so that this says something
  (await left()).forEach((n, i) => expect(n, erased[i]).toBeLessThan(had[i] ?? 0));
  for (const one of retention) {
    if (!one.members) await one.clear(ctx, ctx.clock.now(), t.storage);
  }
  expect(await after()).toEqual(before);

  t.clock.set('2026-12-03T10:00:00+07:00');
  await rollUp(t.ctx());
  expect(await after()).toEqual(before);
  t.clock.set('2026-12-07T10:00:00+07:00');
  await rollUp(t.ctx());
  expect(await after()).toEqual(before);
});
