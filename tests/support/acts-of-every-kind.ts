import { sql, type RawBuilder } from 'kysely';
import type { Db } from '#platform/database/db';

/** How many acts of each kind. */
const ACTS = 240;
/** One of the first rows of a table, another one with each act. */
const one = (table: string, few: number): RawBuilder<unknown> => {
  const name = sql.table(table);
  return sql`(select id from ${name} order by id offset (i * 7) % greatest(1, least(${few}::int, (select count(*)::int from ${name}))) limit 1)`;
};
const library = one('library', 6);
const member = one('member', 60);
const bib = one('bib', 90);
const item = one('item', 200);
const attachment = one('attachment', 4);
const choice = (...words: string[]): RawBuilder<unknown> =>
  sql`(array[${sql.join(words)}])[1 + i % ${words.length}::int]`;

/**
 * Writes rows of all that libraries do into the sample city, where a day has few or none of them: over four months back from its last evening,
 * at every hour, some of them near midnight. Straight into the tables: what is looked at is how rows are counted, not how they come.
 * @param round another one writes other rows, all of them late
 */
export async function addActs(db: Db, round: number): Promise<void> {
  const acts = sql`generate_series(${round * ACTS + 1}::int, ${(round + 1) * ACTS}::int) i`;
  // 12 hours and 13 minutes apart: any hour of any day comes
  const at = sql`(timestamptz '2026-11-24 23:50+07' - (i % ${ACTS}::int) * interval '12 hours 13 minutes' - ${round}::int * interval '71 minutes')`;
  const onDay = sql`(${at} at time zone 'Asia/Jakarta')::date`;
  const statements = [
    sql`insert into attachment (bib_id, title, file_key, file_name, media_type, size_bytes, access, created_at)
      select ${bib}, 'Berkas ' || i, 'uji/' || i, 'uji.pdf', ${choice('application/pdf', 'application/epub+zip')}, 9, 'licensed', ${at}
      from ${acts} where i % 60 = 0`,
    sql`insert into delivery (member_id, library_id, channel, state, next_attempt_at, finished_at, created_at)
      select ${member}, ${library}, ${choice('email', 'push', 'whatsapp', 'phone')}, ${choice('sent', 'sent', 'failed')}, ${at}, ${at}, ${at} from ${acts}`,
    sql`insert into guest_message (key, library_id, topic, language, state, created_at, next_attempt_at, expires_at, finished_at)
      select 'test:' || i, ${library}, 'program_seat', 'id', ${choice('sent', 'cancelled')}, ${at}, ${at}, ${at}, ${at} from ${acts}`,
    sql`insert into search_zero_result (day, query, count) select ${onDay}, 'sia-sia ' || i, 1 + i % 4 from ${acts}`,
    sql`insert into attachment_download (attachment_id, member_category, at) select ${attachment}, 'umum', ${at} from ${acts}`,
    sql`insert into digital_loan (attachment_id, member_id, slot, borrowed_at, due_at, ended_at, end_reason)
      select ${attachment}, ${member}, 1, ${at}, ${at} + interval '7 days', ${at} + interval '1 day', 'returned' from ${acts}`,
    sql`insert into gate_count (library_id, gate, counted_at, came_in, went_out) select ${library}, 'depan', ${at}, i % 9, 3 from ${acts}`,
    sql`insert into locker_use (locker_id, member_id, started_at, started_by, ended_at, ended_by)
      select ${one('locker', 20)}, ${member}, ${at}, 'Petugas', ${at} + interval '1 hour', 'Petugas' from ${acts}`,
    sql`insert into seat_reservation (seat_id, member_id, starts_at, ends_at, slots, people, purpose, status, placed_at, placed_by, ended_at)
      select ${one('seat', 5)}, ${member}, ${at}, ${at} + (30 + i % 90) * interval '1 minute', 1, 1, 'les privat', s.status, ${at}, 'Petugas',
        case when s.status = 'no_show' then ${at} end
      from ${acts} cross join lateral (select ${choice('present', 'present', 'no_show')} as status) s
      -- a place is reserved once at a time
      on conflict do nothing`,
    sql`insert into reading_use (library_id, item_id, item_type, counted_at)
      select ${library}, ${item}, (select item_type from item where id = ${item}), ${at} from ${acts}`,
    sql`insert into hold (bib_id, member_id, pickup_library_id, status, place, placed_at, placed_by, ended_at)
      select ${bib}, ${member}, ${library}, ${choice('collected', 'collected', 'cancelled', 'expired')}, i, ${at}, 'Petugas',
        ${at} + interval '30 hours' from ${acts}`,
    sql`insert into transit (item_id, from_library_id, to_library_id, reason, requested_at, requested_by, received_at)
      select ${item}, 9, ${library}, ${choice('hold', 'home', 'moved')}, ${at}, 'Petugas', ${at} from ${acts}`,
    sql`insert into charge_line (member_id, library_id, kind, amount, at, by_name)
      select ${member}, ${library}, ${choice('fine', 'fine', 'lost_item', 'damage')}, 500 * (1 + i % 5), ${at}, 'Petugas' from ${acts}`,
    sql`insert into charge_line (member_id, library_id, kind, amount, at, by_name, of_line_id)
      select member_id, library_id, ${choice('correction', 'waive', 'write_off')}, -500, ${at}, 'Petugas', id
      from ${acts} join lateral (select * from charge_line c where c.amount > 0 order by id offset i % 50 limit 1) charge on true where i % 2 = 0`,
    sql`insert into charge_line (member_id, library_id, kind, amount, at, by_name, method, receipt_number, cash_day)
      select ${member}, ${library}, k.kind, case k.kind when 'payment' then -500 - i else 500 end, ${at}, 'Petugas', ${choice('cash', 'qris')},
        'UJI-' || i, ${onDay} + i % 2
      from ${acts} cross join lateral (select ${choice('payment', 'payment', 'refund')} as kind) k`,
    sql`insert into charge_line (member_id, library_id, kind, amount, at, by_name, method, receipt_number, cash_day, of_line_id, reason)
      select member_id, library_id, 'void', -amount, at, by_name, method, receipt_number || '-batal', cash_day + 1, id, 'salah'
      from charge_line where kind = 'payment' and id % 9 = ${round}::int`,
    sql`insert into short_link (code, kind, label, library_id, created_at, created_by)
      select 'uj' || translate(to_char(i, 'FM0000'), '01', 'ab'), ${choice('library', 'poster', 'address')}, 'Uji', ${library}, ${at}, 'Petugas'
      from ${acts} where i % 20 = 0`,
    sql`insert into short_link_hit (short_link_id, hit_on, place, hits)
      select ${one('short_link', 12)}, ${onDay}, 'pintu ' || i, 1 + i % 7 from ${acts}`,
    sql`insert into suggestion (library_id, member_id, title, title_key, author_key, status, created_at, decided_at, reason, bib_id)
      select ${library}, ${member}, 'Buku ' || i, 'uji' || i, 'uji' || i, s.status, ${at}, case when s.status <> 'open' then ${at} end, 'begitu', ${bib}
      from ${acts} cross join lateral (select ${choice('buy', 'declined', 'owned', 'later', 'arrived', 'open')} as status) s`,
    sql`insert into questionnaire_response (placement_id, privacy, answers, channel, answered_at)
      select (select id from questionnaire_placement where privacy = 'named' order by id limit 1), 'named', '{}', 'link', ${at} from ${acts}`,
    sql`insert into questionnaire_placement (version_id, code, library_id, service, role, audience, privacy, opens_at, closes_at, closed_at, paper_until, created_at, created_by)
      select (select version_id from questionnaire_placement where privacy = 'anonymous' order by id limit 1), 'uji' || to_char(i, 'FM00000'), ${library},
        'Layanan', 'survey', 'anyone', 'anonymous', ${at} - interval '9 days', ${at}, case when i % 3 = 0 then ${at} - interval '1 day' end,
        case when i % 2 = 0 then ${at} + interval '2 days' end, ${at}, 'Petugas' from ${acts} where i % 10 = 0`,
    // of some fewer than five
    sql`insert into questionnaire_response (placement_id, privacy, answers, channel)
      select p.id, 'anonymous', '{}', 'link' from questionnaire_placement p, generate_series(1, 3 + p.id % 6) n
      where p.code like 'uji%' and not exists (select from questionnaire_response r where r.placement_id = p.id)`,
    sql`update certificate set issued_at = issued_at - (id % 90) * interval '13 hours' where id % 2 = ${round % 2}::int`,
    sql`update certificate set revoked_at = ${'2026-11-20T03:00:00Z'}, revoked_by = 'Petugas', revoked_reason = 'salah' where id % 7 = ${round}::int`,
    sql`update item set withdrawn_at = withdrawn_at - (id % 60) * interval '11 hours' where withdrawn_at is not null`,
    sql`update item set acquired_on = null, created_at = created_at - (id % 100) * interval '17 hours' where id % 40 = ${round}::int`,
    sql`update member set expires_on = joined_on + 200 + (id % 400)::int where id % 3 = ${round}::int`,
    sql`update idea set created_at = created_at - (id % 30) * interval '13 hours' where id % 3 = ${round}::int`,
    sql`update loan_renewal set renewed_at = renewed_at - interval '3 hours' where id % 5 = ${round}::int`,
    sql`update loan set returned_at = returned_at + interval '13 hours' where returned_at is not null and id % 11 = ${round}::int`,
  ];
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    for (const statement of statements) await statement.execute(trx);
  });
}
