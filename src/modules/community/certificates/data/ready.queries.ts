import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** A programme that is over, that said what its certificates ask for, to which people came, and that has given none. */
export interface ReadyProgram {
  id: number;
  title: string;
  libraryName: string;
  timeZone: string;
  endedAt: Date;
  /** How many people's attendance is on record. */
  came: number;
}

interface Asked {
  libraryIds: readonly number[] | null;
  /** It ended between these instants: what is long over is not asked about any more. */
  from: Date;
  to: Date;
}

const ready = ({ libraryIds, from, to }: Asked) => sql`
  select p.id, p.title, l.name as library_name, l.time_zone, ended.at as ended_at, came.people as came
  from certificate_rule r join program p on p.id = r.program_id join library l on l.id = p.library_id
    cross join lateral (select max(s.ends_at) as at from program_session s where s.program_id = p.id) ended
    cross join lateral (select count(distinct a.enrolment_id)::integer as people from program_attendance a
      join program_session s on s.id = a.session_id where s.program_id = p.id) came
  where p.state in ('running', 'closed', 'archived') and ended.at > ${from} and ended.at <= ${to} and came.people > 0
    and not exists (select from certificate c where c.program_id = p.id)
    and (${libraryIds}::bigint[] is null or p.library_id = any(${libraryIds}::bigint[]))`;

export const countReady = async (db: Db, asked: Asked): Promise<Waiting> =>
  askWaiting(db, sql<Waiting>`select count(*)::integer as count, min(ended_at) as since from (${ready(asked)}) ready`);

/** The one that ended first at the head. */
export async function selectReady(db: Db, asked: Asked, limit: number): Promise<ReadyProgram[]> {
  const { rows } = await sql<ReadyProgram>`${ready(asked)} order by ended_at, id limit ${limit}`.execute(db);
  return rows;
}
