import { sql } from 'kysely';

/** Programmes of libraries that are announced, until the end of their last session. */
export const programsAhead = sql`select p.library_id, 'programs' as what, max(s.ends_at) as until
  from program p join program_session s on s.program_id = p.id
  where p.state in ('published', 'running') and not p.is_template group by p.id, p.library_id`;

/** For which programme copies are set aside. */
export const copiesAside = sql`select item_id, program_id, program_title as title, session_title, until_at, library_id from program_copy_now`;
