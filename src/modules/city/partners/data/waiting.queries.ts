import { sql, type RawBuilder } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';
import { instantAt, type LocalDate } from '#shared/dates';
import { ABOUT_PEOPLE } from './reminders.queries.ts';

interface Days {
  count: number;
  /** The first of them; null = none. */
  day: string | null;
}

/** A day of the network as an instant, for what is due. */
async function askDays(db: Db, zone: string, query: RawBuilder<Days>): Promise<Waiting> {
  const { rows } = await query.execute(db);
  const { count = 0, day = null } = rows[0] ?? {};
  return { count, since: null, due: day === null ? null : instantAt(day, 0, zone) };
}

/** Who asked to join and was not answered yet. */
export const countProspects = async (db: Db): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from partner
      where state = 'prospect' and merged_into_id is null`,
  );

/** Next steps of meetings whose day has come. */
export const countNextSteps = async (db: Db, zone: string, today: LocalDate): Promise<Waiting> =>
  askDays(
    db,
    zone,
    sql<{
      count: number;
      day: string | null;
    }>`select count(*)::integer as count, min(next_on)::text as day from partner_note
      where next_on <= ${today}::date and next_on is not null and next_done_on is null`,
  );

/** Agreements whose alarm of 90, 60 or 30 days nobody has seen to, and that nothing goes on with. */
export const countAlarms = async (db: Db, zone: string, today: LocalDate): Promise<Waiting> =>
  askDays(
    db,
    zone,
    sql<{
      count: number;
      day: string | null;
    }>`select count(*)::integer as count, min(until_on)::text as day from agreement
      where state = 'signed' and until_on between ${today}::date and ${today}::date + 90 and from_on <= ${today}::date
        and not exists (select from agreement f where f.follows_id = agreement.id)
        and (alarm_seen is null or case when until_on - ${today}::date <= 30 then 30 when until_on - ${today}::date <= 60 then 60 else 90 end < alarm_seen)`,
  );

/** Obligations of both sides whose day is past, of agreements that were signed and are not ended. */
export const countLateDuties = async (db: Db, zone: string, today: LocalDate): Promise<Waiting> =>
  askDays(
    db,
    zone,
    sql<Days>`select count(*)::integer as count, min(d.due_on)::text as day
      from agreement_duty d join agreement a on a.id = d.agreement_id
      where d.due_on < ${today}::date and d.due_on is not null and d.done_on is null and a.state = 'signed'`,
  );

/** Meetings whose day is past, of which nobody has written what was said. */
export const countUnwritten = async (db: Db, zone: string, today: LocalDate): Promise<Waiting> =>
  askDays(
    db,
    zone,
    sql<Days>`select count(*)::integer as count, min(on_day)::text as day from partner_meeting
      where state = 'planned' and on_day < ${today}::date`,
  );

/** What was promised in meetings, by both sides, whose day is past. */
export const countLateCommitments = async (db: Db, zone: string, today: LocalDate): Promise<Waiting> =>
  askDays(
    db,
    zone,
    sql<Days>`select count(*)::integer as count, min(c.due_on)::text as day
      from partner_commitment c join partner_meeting g on g.id = c.meeting_id
      where c.due_on < ${today}::date and c.due_on is not null and c.state in ('agreed', 'doing') and g.state <> 'called_off'`,
  );

/** What was done and is to be looked at again, of which nobody has said what came of it. */
export const countFollowUps = async (db: Db, zone: string, today: LocalDate): Promise<Waiting> =>
  askDays(
    db,
    zone,
    sql<Days>`select count(*)::integer as count, min(c.follow_on)::text as day
      from partner_commitment c join partner_meeting g on g.id = c.meeting_id
      where c.follow_on <= ${today}::date and c.follow_on is not null and c.outcome = '' and g.state <> 'called_off'`,
  );

/** Reminders to people of partners that did not go out by themselves: somebody tells them. */
export const countUntold = async (db: Db, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from guest_message
      where state = 'phone' and expires_at > ${now} and ${ABOUT_PEOPLE}`,
  );

/** What partners left on their pages and nobody has seen to: documents, people, messages, words about obligations that are not kept yet. */
export const countPagePosts = async (db: Db): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(x.at) as since from (
      select sent_at as at from partner_file where state = 'waiting'
      union all select sent_at from partner_named where state = 'waiting'
      union all select written_at from partner_message where side = 'theirs' and seen_at is null
      union all select c.sent_at from partner_claim c join agreement_duty d on d.id = c.duty_id
        where c.state = 'waiting' and d.done_on is null) x`,
  );
