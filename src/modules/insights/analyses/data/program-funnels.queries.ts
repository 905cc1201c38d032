import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

export interface ProgramFunnel {
  id: number;
  libraryId: number;
  title: string;
  /** The day of its last session, by the clock of its library. */
  endedOn: LocalDate;
  /** Heads with a seat, and those who walked in. */
  registered: number;
  /** Heads that were marked at one session or more; 0 also where nobody marked any. */
  came: number;
  /** Of the questionnaire with the most answers that may be counted; null = there is none. */
  answered: number | null;
  /** Certificates of participants that stand; null = none was issued. */
  certified: number | null;
}

/**
 * Programmes whose last session ended in these days. Answers without a name are counted on the day after which none can come, and of as few
 * as `least` not at all (decision 118); those with a name as they come.
 */
export async function selectFunnels(
  db: Db,
  about: { libraryIds: readonly number[] | null; from: LocalDate; to: LocalDate; now: Date; least: number },
): Promise<ProgramFunnel[]> {
  const { libraryIds, from, to, now, least } = about;
  const { rows } = await sql<ProgramFunnel>`
    with ended as (
      select program.id, program.library_id, program.title, max(session.ends_at) as ends_at,
        (max(session.ends_at) at time zone max(library.time_zone))::date as ended_on
      from program join program_session session on session.program_id = program.id
      join library on library.id = program.library_id
      where not program.is_template and program.state in ('published', 'running', 'closed', 'archived')
        and ${libraryIds === null ? sql`true` : sql`program.library_id = any(${[...libraryIds]}::bigint[])`}
      group by program.id
    )
    select ended.id, ended.library_id, ended.title, ended.ended_on::text as ended_on,
      (select coalesce(sum(enrolment.people), 0)::int from program_enrolment enrolment
        where enrolment.program_id = ended.id and enrolment.status = 'confirmed') as registered,
      (select coalesce(sum(enrolment.people), 0)::int from program_enrolment enrolment
        where enrolment.program_id = ended.id and exists (
          select from program_attendance attendance where attendance.enrolment_id = enrolment.id)) as came,
      (select max(answers.n)::int from questionnaire_placement placement
        left join questionnaire_pair pair on pair.id = placement.pair_id
        cross join lateral (
          select count(*) as n from questionnaire_response response where response.placement_id = placement.id
        ) answers
        where placement.program_id = ended.id and placement.audience = 'participants' and placement.speaker_id is null
          and (placement.privacy = 'named' or answers.n >= ${least} and case when placement.pair_id is not null then pair.closed_at
            else least(placement.closed_at, case when placement.closes_at is not null
              then coalesce(placement.paper_until, placement.closes_at) end) end <= ${now})) as answered,
      (select nullif(count(*), 0)::int from certificate
        where certificate.program_id = ended.id and certificate.speaker_id is null and certificate.revoked_at is null) as certified
    from ended
    where ended.ended_on between ${from}::date and ${to}::date and ended.ends_at <= ${now}
    order by ended.ended_on desc, ended.id desc`.execute(db);
  return rows;
}
