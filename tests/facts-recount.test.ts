import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { rollUp } from '#modules/ground/facts/testing';
import { factSources } from '#platform/facts';
import { addActs } from './support/acts-of-every-kind.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb({ demo: true });

/**
 * Rows of every kind, read once more without a word of what the modules contribute: with `library_id` (null: of the network), `at` or
 * `on_day`, `n`, and what a cut is made of. Days, hours, main classes and sums are made here, not by the database.
 */
const ROWS: Readonly<Record<string, string>> = {
  loan: `select l.library_id, l.loaned_at as at, 1 as n, b.ddc, b.id as bib, i.item_type from loan l, item i, bib b where i.id = l.item_id and b.id = i.bib_id`,
  return: `select case when return_library_id is null then library_id else return_library_id end as library_id, returned_at as at, 1 as n,
    case when returned_at > due_at then 'true' else 'false' end as late from loan where returned_at is not null`,
  renewal: `select (select library_id from loan where id = loan_id) as library_id, renewed_at as at, 1 as n,
    case when automatic then 'true' else 'false' end as automatic from loan_renewal`,
  read_in_house: `select library_id, counted_at as at, 1 as n, item_type,
    (select ddc from bib where id = (select bib_id from item where id = item_id)) as ddc from reading_use`,
  hold: `select pickup_library_id as library_id, placed_at as at, 1 as n, (select ddc from bib where id = bib_id) as ddc from hold`,
  hold_collected: `select pickup_library_id as library_id, ended_at as at, 1 as n, (select ddc from bib where id = bib_id) as ddc
    from hold where status not in ('queued', 'in_transit', 'waiting', 'expired', 'cancelled')`,
  copy_moved: `select to_library_id as library_id, received_at as at, 1 as n, reason from transit where received_at is not null`,
  visit: `select library_id, at, kind as way, purpose, case kind when 'group' then girls + boys + women + men + companions else 1 end as n from visit`,
  gate_passed: `select library_id, counted_at as at, came_in as n from gate_count`,
  volunteer_minutes: `select k.library_id, p.came_at as at, trunc((extract(epoch from p.left_at) - extract(epoch from p.came_at)) / 60)::integer as n
      from volunteer_place p, volunteer_shift s, volunteer_task k where s.id = p.shift_id and k.id = s.task_id and p.left_at is not null`,
  volunteer_came: `select k.library_id, min(p.came_at) as at, count(distinct p.volunteer_id)::integer as n
      from volunteer_place p, volunteer_shift s, volunteer_task k, library y where s.id = p.shift_id and k.id = s.task_id and y.id = k.library_id
        and p.came_at is not null group by k.library_id, (p.came_at at time zone y.time_zone)::date`,
  locker_use: `select (select library_id from locker where id = locker_id) as library_id, started_at as at, 1 as n from locker_use`,
  place_use: `select s.library_id, starts_at as at, s.kind as place, extract(epoch from ends_at)::bigint / 60 - extract(epoch from starts_at)::bigint / 60 as n
    from seat_reservation, seat s where s.id = seat_id and status = 'present'`,
  new_member: `select home_library_id as library_id, joined_on::text as on_day, 1 as n, kind as member_kind from member`,
  membership_ended: `select home_library_id as library_id, expires_on::text as on_day, 1 as n, kind as member_kind from member where expires_on is not null`,
  message: `select library_id, finished_at as at, 1 as n, channel from delivery where state = 'sent'
    union all select library_id, finished_at, 1, '' from guest_message where state = 'sent'`,
  vain_search: `select null as library_id, day::text as on_day, count as n from search_zero_result where place = 'catalogue'`,
  copy_added: `select case when owner_library_id is null then library_id else owner_library_id end as library_id, acquired_on::text as on_day, created_at as at,
    1 as n, item_type, source, (select ddc from bib where id = bib_id) as ddc from item`,
  copy_written_off: `select case when owner_library_id is null then library_id else owner_library_id end as library_id, withdrawn_at as at,
    1 as n, item_type, source, (select ddc from bib where id = bib_id) as ddc from item where status = 'withdrawn'`,
  download: `select null as library_id, d.at, 1 as n, a.media_type, (select ddc from bib where id = a.bib_id) as ddc
    from attachment_download d, attachment a where a.id = d.attachment_id`,
  digital_loan: `select null as library_id, d.borrowed_at as at, 1 as n, (select ddc from bib where id = a.bib_id) as ddc
    from digital_loan d, attachment a where a.id = d.attachment_id`,
  charge: `select library_id, at, amount as n, kind as charge from charge_line where amount > 0 and kind not in ('refund', 'void')
    union all select library_id, at, amount, (select kind from charge_line wrong where wrong.id = line.of_line_id) from charge_line line where kind = 'correction'`,
  payment: `select library_id, cash_day::text as on_day, 0 - amount as n, method from charge_line where method is not null`,
  forgiven: `select library_id, at, 0 - amount as n, kind as way from charge_line where kind = 'waive' or kind = 'write_off'`,
  link_opened: `select (select library_id from short_link where id = short_link_id) as library_id, hit_on::text as on_day, hits as n,
    (select kind from short_link where id = short_link_id) as link_kind from short_link_hit`,
  suggestion_answered: `select library_id, decided_at as at, 1 as n, status as answer from suggestion where status not in ('open', 'arrived')`,
  attendance: `select g.library_id, a.came_at as at, e.people as n, g.kind as program_kind, s.format
    from program g, program_session s, program_enrolment e, program_attendance a
    where s.program_id = g.id and a.session_id = s.id and e.id = a.enrolment_id`,
  answer_named: `select p.library_id, r.answered_at as at, 1 as n from questionnaire_response r, questionnaire_placement p
    where p.id = r.placement_id and r.answered_at is not null`,
  answer_unnamed: `select library_id, n, case
      when pair_id is not null then (select closed_at from questionnaire_pair where id = pair_id)
      when closed_at is not null and (closes_at is null or closed_at < coalesce(paper_until, closes_at)) then closed_at
      when paper_until is not null then paper_until else closes_at end as at
    from (select p.*, (select count(*) from questionnaire_response r where r.placement_id = p.id)::int as n from questionnaire_placement p) p
    where privacy <> 'named' and n > 4 and (closed_at is not null or closes_at is not null)`,
  certificate: `select library_id, issued_at as at, 1 as n from certificate where revoked_by is null`,
  idea: `select (select library_id from program where id = (select program_id from idea_board where id = board_id)) as library_id,
    created_at as at, 1 as n, source from idea`,
  plan_made: `select library_id, committed_at as at, 1 as n from action_plan where committed_at is not null`,
  plan_kept: `select library_id, ended_at as at, 1 as n from action_plan where status = 'done'`,
  course_begun: `select (select library_id from course where id = course_id) as library_id, began_at as at, 1 as n from course_learner`,
  course_finished: `select (select library_id from course where id = course_id) as library_id, finished_at as at, 1 as n
    from course_learner where finished_at is not null`,
  course_test: `select (select library_id from course where id = (select course_id from course_learner where id = learner_id)) as library_id,
    handed_in_at as at, 1 as n from test_sitting where handed_in_at is not null`,
  agreement_signed: `select library_id, signed_on::text as on_day, 1 as n, kind as agreement from agreement where signed_on is not null`,
  contribution_received: `select library_id, from_on::text as on_day, 1 as n, kind as contribution from contribution
    where state not in ('promised', 'void')`,
  contribution_value: `select library_id, from_on::text as on_day, value as n, kind as contribution from contribution
    where state not in ('promised', 'void') and valued_by <> 'none'`,
  partner_met: `select p.library_id, n.on_day::text as on_day, 1 as n, p.kind as partner
    from partner p, (select partner_id, on_day from partner_note where kind in ('meeting', 'call', 'letter')
      union all select partner_id, on_day from partner_meeting where state not in ('planned', 'called_off')) n
    where n.partner_id = p.id group by p.library_id, p.id, n.on_day, p.kind`,
  request_received: `select t.library_id, e.at, 1 as n, t.kind from ticket_event e join ticket t on t.id = e.ticket_id where e.what = 'received'`,
  request_answered: `select t.library_id, m.at, 1 as n, t.kind from ticket t join (select ticket_id, min(written_at) as at from ticket_message
      where author = 'staff' group by ticket_id) m on m.ticket_id = t.id`,
};

type Row = Readonly<Record<string, unknown>> & {
  libraryId: number | null;
  at?: Date;
  onDay?: string | null;
  n: number;
};
const formats = new Map<string, Intl.DateTimeFormat>();
/** `2026-11-25 09` on the clock of a place. */
function onTheClock(at: Date, timeZone: string): string {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
    });
  if (!known) formats.set(timeZone, format);
  return format.format(at);
}

function valueOf(row: Row, cut: string, hour: string): string {
  if (cut === 'hour') return hour;
  if (cut === 'class') return /^[0-9]/.exec(typeof row['ddc'] === 'string' ? row['ddc'] : '')?.[0] ?? '';
  const name = cut.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  if (!(name in row)) throw new Error(`the recount knows nothing of ${cut}`);
  const value = row[name];
  if (value === null) return '';
  return typeof value === 'number' ? value.toString() : z.string().parse(value);
}

/** What the days of a kind are by its rows, up to a day: `library day cut key` → sum. */
async function recount(kind: string, cuts: readonly string[], through: string): Promise<Map<string, number>> {
  const libraries = await t.db.selectFrom('library').select(['id', 'timeZone']).orderBy('id').execute();
  const zones = new Map<number | null, string>(libraries.map(({ id, timeZone }) => [id, timeZone]));
  zones.set(null, libraries[0]?.timeZone ?? '');
  const { rows } = await sql.raw<Row>(ROWS[kind] ?? '').execute(t.db);
  const sums = new Map<string, number>();
  for (const row of rows) {
    const clock = row.at ? onTheClock(row.at, zones.get(row.libraryId) ?? '') : '';
    const day = row.onDay ?? clock.slice(0, 10);
    if (day > through) continue;
    for (const [cut, key] of [['', ''], ...cuts.map((cut) => [cut, valueOf(row, cut, clock.slice(11, 13))])]) {
      const cell = [row.libraryId, day, cut, key].join(' ');
      sums.set(cell, (sums.get(cell) ?? 0) + Number(row.n));
    }
  }
  for (const [cell, n] of sums) if (n === 0) sums.delete(cell);
  return sums;
}

/** What stands of a kind after the roll-up. */
async function kept(kind: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ libraryId: number | null; day: string; cut: string; key: string; n: number }>`
    select library_id, day::text as day, cut, key, n::float8 as n from fact_day where kind = ${kind}`.execute(t.db);
  return new Map(rows.map(({ libraryId, day, cut, key, n }) => [[libraryId, day, cut, key].join(' '), n]));
}

const difference = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[] =>
  [...new Set([...one.keys(), ...other.keys()])]
    .filter((cell) => one.get(cell) !== other.get(cell))
    .map((cell) => `${cell}: ${one.get(cell) ?? 0} counted, ${other.get(cell) ?? 0} by the rows`)
    .toSorted();

const dayOf = (cell: string): string => cell.split(' ')[1] ?? '';
const until = (cells: ReadonlyMap<string, number>, day: string): Map<string, number> =>
  new Map([...cells].filter(([cell]) => dayOf(cell) <= day));
const after = (cells: ReadonlyMap<string, number>, day: string): Map<string, number> =>
  new Map([...cells].filter(([cell]) => dayOf(cell) > day));

beforeAll(async () => {
  // two libraries whose day is over an hour or two earlier
  await sql`update library set time_zone = 'Asia/Makassar' where id = 3`.execute(t.db);
  await sql`update library set time_zone = 'Asia/Jayapura' where id = 5`.execute(t.db);
  await addActs(t.db, 0);
});

test('whoever contributes a kind has it counted a second way', () => {
  const kinds = factSources().map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(Object.keys(ROWS).toSorted());
});

test('every day of every library, and every part of it, is what the rows say', async () => {
  await rollUp(t.ctx());
  for (const { kind, cuts } of factSources()) {
    const rows = await recount(kind, cuts, '2026-11-24');
    expect(rows.size, kind).toBeGreaterThan(0);
    expect(difference(await kept(kind), rows), kind).toEqual([]);
  }
});

test('what comes late, is corrected or goes with a person is in it the next Sunday, as far as rows stay', async () => {
  const first = new Map<string, Map<string, number>>();
  for (const { kind } of factSources()) first.set(kind, await kept(kind));
  await addActs(t.db, 1);
  await t.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    for (const table of [
      'delivery',
      'guest_message',
      'digital_loan',
      'attachment_download',
      'locker_use',
      'hold',
      'transit',
    ])
      await sql`delete from ${sql.table(table)} where id % 3 = 0`.execute(trx);
    await sql`delete from search_zero_result where day < '2026-11-10'`.execute(trx);
    await sql`update loan set returned_at = null, status = 'lost' where id in (
      select id from loan where returned_at is not null and member_id is not null order by id limit 40)`.execute(trx);
    // what happens in the days that are counted now
    await sql`update hold set placed_at = placed_at + interval '4 days' where placed_at > '2026-11-23T00:00:00Z'`.execute(
      trx,
    );
    await sql`update delivery set finished_at = finished_at + interval '4 days' where finished_at > '2026-11-23T00:00:00Z'`.execute(
      trx,
    );
  });
  // Monday: on Sundays' nights everything that stays is counted anew
  t.clock.set('2026-11-30T10:00:00+07:00');
  await rollUp(t.ctx());
  for (const { kind, cuts, keeps } of factSources()) {
    const rows = await recount(kind, cuts, '2026-11-29');
    const now = await kept(kind);
    if (keeps === 'always') {
      expect(difference(now, rows), kind).toEqual([]);
    } else {
      expect(difference(until(now, '2026-11-24'), first.get(kind) ?? new Map()), `${kind}, sealed`).toEqual([]);
      expect(difference(after(now, '2026-11-24'), after(rows, '2026-11-24')), `${kind}, new days`).toEqual([]);
    }
  }
});
