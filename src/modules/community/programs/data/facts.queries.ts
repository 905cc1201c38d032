import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/**
 * Who came to sessions, by the library of the programme: a group by its heads, somebody who came to two sessions twice. Never by programme:
 * the list of who enrolled in it, and a day with one who came, would say who.
 */
export const peopleAttended = ({ after, before }: FactSpan) => sql`
  select program.library_id, attendance.came_at as at, null::date as on_day, enrolment.people as n,
    program.kind as program_kind, session.format
  from program_attendance attendance
  join program_enrolment enrolment on enrolment.id = attendance.enrolment_id
  join program_session session on session.id = attendance.session_id
  join program on program.id = session.program_id
  where attendance.came_at >= ${after} and attendance.came_at < ${before}`;
