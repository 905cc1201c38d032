import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getSetting, setSetting } from '#modules/ground/libraries';
import { recordCardVisit, visitFigures } from '#modules/premises/visits';
import { eraseByNumber } from '#modules/people/members/testing';
import { personalData } from '../../runs/personal-data.ts';
import { explainSaid } from '#modules/moving/runs';
import { visitLinkRetention } from '../../../premises/visits/retention.ts';
import { RecentKeys } from '#shared/moving/recent-keys';
import { loanDump, type Row } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf, type Moved } from './run-migration.ts';

const { t, settleIn, move } = useMovingHouse();
const erase = async (number: string): Promise<void> => eraseByNumber(t.ctx(), personalData, number);
const NIK = '3572014507990001';

const came = (id: number, member: string | null, name: string, at: string, more: Row = {}): Row => ({
  ...{ visitor_id: id, member_id: member, member_name: name, institution: 'Kota Uji', room_code: null },
  ...{ checkin_date: at, ...more },
});
/** Visits of every kind that libraries have; what becomes of each stands in the test. */
const VISITS = [
  came(1, null, 'Tamu Uji', '2026-11-02 09:00:00'),
  came(2, '', 'Tamu Kedua', '2026-11-02 09:05:00', { institution: null }),
  came(3, 'TAK-ADA', 'Anggota Lama', '2026-11-02 09:10:00'),
  came(4, 'M-13', 'Nama Rahasia', '0000-00-00 00:00:00'),
  came(5, 'M-13', 'Nama Rahasia', '2026-11-03 10:00:00'),
  came(6, 'm-13 ', 'Nama Rahasia', '2026-11-03 10:00:00'),
  came(7, 'm-13', '<b>Uji</b>', '2026-11-04 10:00:00', { room_code: 'ZZZ' }),
  came(8, 'M-13', 'Nama Rahasia', '2026-11-03 10:00:01'),
  came(9, 'M-14', 'Nama Rahasia', '2019-06-30 23:59:59'),
  came(10, null, 'Tamu <i>Lama</i>', '2019-07-01 00:00:00', { institution: '<b>SDN 1</b>' }),
  came(11, null, 'Tamu Uji', '2026-11-02 09:00:00'),
  came(12, null, '', '2026-11-02 09:00:00', { institution: null }),
  came(13, null, '', '2026-11-02 09:00:00', { institution: null }),
  came(14, null, 'Besok', '9999-12-31 10:00:00'),
  came(14, null, 'Nomor sama', '2026-11-02 09:00:00'),
  came(15, null, `${NIK} \u0000Tamu`, '2026-11-02 12:00', { institution: 'x'.repeat(200_000) }),
];
const dump = loanDump({ visitor_count: VISITS });

let libraryId: number;
let moved: Moved;
beforeEach(() => t.clock.set('2026-11-25T10:00:00+07:00'));
beforeAll(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  libraryId = await settleIn();
  const trial = await move(dump, { dryRun: true });
  expect(await t.db.selectFrom('visit').select('id').execute()).toEqual([]);
  moved = await move(dump);
  expect(fatesOf(trial, 'visitor_count')).toEqual(fatesOf(moved, 'visitor_count'));
  expect(trial.said.filter(({ table }) => table === 'visitor_count')).toEqual(
    moved.said.filter(({ table }) => table === 'visitor_count'),
  );
});

const visitsOn = async (from: string, to = from) =>
  t.db
    .selectFrom('visit')
    .leftJoin('member', 'member.id', 'visit.memberId')
    .select(['visit.kind', 'member.number', 'visit.guestName', 'visit.origin', 'visit.ageGroup'])
    .where('visit.at', '>=', new Date(`${from}T00:00:00+07:00`))
    .where('visit.at', '<=', new Date(`${to}T23:59:59+07:00`))
    .orderBy('visit.at')
    .orderBy('visit.id')
    .execute();
const said = ({ said: all }: Moved): string[] =>
  all.flatMap((one) => (one.table === 'visitor_count' ? [`${one.key} ${one.fate}: ${explainSaid(one, 'en')}`] : []));

describe('who came', () => {
  test('every row is accounted for', () => {
    expect(fatesOf(moved, 'visitor_count')).toEqual([16, 11, 2, 3, 0]);
    expect(said(moved)).toEqual([
      'visitor_id=14 refused: A row before this one has the same number',
      'visitor_id=4 refused: Its time makes no sense',
      'visitor_id=6 merged: The same person in the same second; one with number 5',
      'visitor_id=11 merged: The same person in the same second; one with number 1',
      'visitor_id=14 refused: Its time makes no sense',
      'member_id told: Visits from before 26 Oct 2026 that count without a name: 2. Names of visitors are not kept that long',
      'member_id told: Visits of members who did not come: 1. They count as guests',
      'room_code told: Visits that name a room: 1. Here a visit is one to the whole library',
    ]);
    expect(moved.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
  });

  test('members by their cards, guests by name and institution, without tags and national numbers', async () => {
    expect(await visitsOn('2026-11-02')).toEqual([
      { kind: 'guest', number: null, guestName: 'Tamu Uji', origin: 'Kota Uji', ageGroup: null },
      { kind: 'guest', number: null, guestName: null, origin: null, ageGroup: null },
      { kind: 'guest', number: null, guestName: null, origin: null, ageGroup: null },
      { kind: 'guest', number: null, guestName: 'Tamu Kedua', origin: null, ageGroup: null },
      { kind: 'guest', number: null, guestName: 'Anggota Lama', origin: 'Kota Uji', ageGroup: null },
      { kind: 'guest', number: null, guestName: '[NIK dihapus] Tamu', origin: 'x'.repeat(120), ageGroup: null },
    ]);
    expect((await visitsOn('2026-11-03', '2026-11-04')).map((one) => Object.values(one))).toEqual(
      Array.from({ length: 3 }, () => ['member', 'M-13', null, null, 'dewasa']),
    );
  });

  test('of what is older than the house keeps names only the figure comes, so that there is nothing to forget', async () => {
    expect(await visitsOn('2019-06-30', '2019-07-01')).toEqual([
      { kind: 'member', number: null, guestName: null, origin: null, ageGroup: 'dewasa' },
      { kind: 'guest', number: null, guestName: null, origin: 'SDN 1', ageGroup: null },
    ]);
    const due = await visitLinkRetention.due(t.ctx(), new Date('2026-10-26T10:00:00+07:00'));
    expect(due).toEqual({ count: 0, sample: [] });
  });

  test('statistics count them on the days of the library', async () => {
    const { periods, total } = await visitFigures(t.ctx(), { from: '2019-06-30', to: '2019-07-01', step: 'day' });
    expect(periods.map(({ people }) => people)).toEqual([1, 1]);
    const november = await visitFigures(t.ctx(), { from: '2026-11-01', to: '2026-11-30', step: 'month' });
    expect([total, november.total]).toEqual([2, 9]);
    expect(november.by.kind.toSorted((a, b) => a.people - b.people)).toEqual([
      { key: 'member', people: 3 },
      { key: 'guest', people: 6 },
    ]);
  });

  test('the trace says how many came, and nobody’s name', async () => {
    const traces = await t.db.selectFrom('auditEvent').selectAll().where('action', '=', 'visits.brought_in').execute();
    expect(traces.map(({ after }) => after)).toEqual([{ visits: 11 }]);
    expect(JSON.stringify(traces)).not.toMatch(/Tamu|Rahasia/);
  });
});

describe('again', () => {
  test('a second run brings nothing, a later dump only what is new', async () => {
    const before = await t.db.selectFrom('visit').selectAll().orderBy('id').execute();
    expect(fatesOf(await move(dump), 'visitor_count')).toEqual([16, 0, 2, 3, 11]);
    expect(await t.db.selectFrom('visit').selectAll().orderBy('id').execute()).toEqual(before);
    const more = came(20, 'M-05', 'Nama Rahasia', '2026-11-24 08:00:00');
    const later = await move(loanDump({ visitor_count: [...VISITS, more] }));
    expect(fatesOf(later, 'visitor_count')).toEqual([17, 1, 2, 3, 11]);
  });

  test('a card that was read here at that second is counted once', async () => {
    await recordCardVisit(t.ctx(), { libraryId, card: 'M-02', at: new Date('2026-11-24T09:00:00+07:00') });
    const both = [came(30, 'M-02', 'Nama Rahasia', '2026-11-24 09:00:00')];
    const twice = await move(loanDump({ visitor_count: both }));
    expect(said(twice)).toEqual(['visitor_id=30 merged: This visit is counted here already']);
  });

  test('a run that was ended in the middle goes on as if it had been one; one row that is not taken costs no other', async () => {
    const many = Array.from({ length: 4500 }, (_, i) => {
      const minute = String(i % 60).padStart(2, '0');
      const hour = String(8 + (Math.floor(i / 60) % 8)).padStart(2, '0');
      return came(
        1000 + i,
        i % 3 === 0 ? 'M-03' : null,
        `Tamu ${i}`,
        `2024-0${1 + (i % 9)}-1${i % 7} ${hour}:${minute}:00`,
      );
    });
    await t.db.schema
      .alterTable('visit')
      .addCheckConstraint('uji', sql`origin is distinct from 'Ditolak'`)
      .execute();
    many[10] = came(1010, null, 'Tamu', '2024-01-01 08:00:00', { institution: 'Ditolak' });
    const whole = loanDump({ visitor_count: many });
    await expect(move(whole, {}, ['visitor_count', 2000])).rejects.toThrow();
    const rest = await move(whole);
    await t.db.schema.alterTable('visit').dropConstraint('uji').execute();
    const [rows, carried = 0, merged = 0, refused, known = 0] = fatesOf(rest, 'visitor_count');
    expect([rows, refused]).toEqual([4500, 1]);
    const year = await visitFigures(t.ctx(), { from: '2024-01-01', to: '2024-12-31', step: 'year' });
    expect(year.total).toBe(carried + known);
    expect(carried + known + merged).toBe(4499);
    expect(known).toBeGreaterThan(1000);
  });

  test('where names are kept without end they come', async () => {
    const days = await getSetting(t.db, 'retentionDays');
    await setSetting(t.ctx(), 'retentionDays', { ...days, visit_links: null });
    await move(loanDump({ visitor_count: [came(9000, null, 'Tamu Lama', '2018-03-05 09:00:00')] }));
    expect((await visitsOn('2018-03-05')).map(({ guestName }) => guestName)).toEqual(['Tamu Lama']);
    await setSetting(t.ctx(), 'retentionDays', days);
  });

  test('of a member who was erased since it is known that a member came', async () => {
    await erase('M-12');
    const later = loanDump({ visitor_count: [came(9100, 'M-12', 'Nama Rahasia', '2026-11-20 09:00:00')] });
    const trial = await move(later, { dryRun: true });
    const came9100 = await move(later);
    expect([said(trial), said(came9100)]).toEqual([[], []]);
    expect(await visitsOn('2026-11-20')).toEqual([
      { kind: 'member', number: null, guestName: null, origin: null, ageGroup: null },
    ]);
  });
});

test('rows are known to repeat one another as far as five thousand rows apart, in memory that does not grow', () => {
  const recent = new RecentKeys();
  expect(recent.add('a', 1)).toBe(null);
  for (let id = 2; id <= 5000; id += 1) recent.add(`b${id}`, id);
  expect(recent.add('a', 5001)).toBe(1);
  for (let id = 6000; id <= 17_000; id += 1) recent.add(`c${id}`, id);
  expect(recent.add('a', 20_000)).toBe(null);
});
