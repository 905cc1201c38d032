import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** How many programmes of a library ended in some time: their last session did, and they were not called off; for each span, in their order. */
export async function countHeld(
  db: Db | Tx,
  spans: readonly { libraryId: number; from: Date; to: Date }[],
): Promise<number[]> {
  if (spans.length === 0) return [];
  const { rows } = await sql<{ count: number }>`
    with ended as (
      select p.library_id, (select max(s.ends_at) from program_session s where s.program_id = p.id) as at
      from program p
      where p.library_id = any(${spans.map(({ libraryId }) => libraryId)}::bigint[]) and not p.is_template
        and p.state in ('published', 'running', 'closed', 'archived')
    )
    select (select count(*) from ended where ended.library_id = span.library_id and ended.at between span.since and span.until) as count
    from unnest(${spans.map(({ libraryId }) => libraryId)}::bigint[], ${spans.map(({ from }) => from)}::timestamptz[],
      ${spans.map(({ to }) => to)}::timestamptz[]) with ordinality as span (library_id, since, until, nth)
    order by nth`.execute(db);
  return rows.map(({ count }) => count);
}

/**
 * How many were present at programmes of libraries in some time, by library: each participant once a programme, a group by its heads. The caller
 * answers for who may know.
 */
export async function countPresent(
  db: Db | Tx,
  { libraryIds, from, to }: { libraryIds: readonly number[]; from: Date; to: Date },
): Promise<Map<number, number>> {
  const { rows } = await sql<{ libraryId: number; people: number }>`
    select came.library_id, sum(came.people)::integer as people
    from (
      select distinct program.library_id, enrolment.id, enrolment.people
      from program_attendance attendance
      join program_session session on session.id = attendance.session_id
      join program on program.id = session.program_id
      join program_enrolment enrolment on enrolment.id = attendance.enrolment_id
      where program.library_id = any(${[...libraryIds]}::bigint[]) and not program.is_template
        and session.starts_at >= ${from} and session.starts_at < ${to}
    ) came group by came.library_id`.execute(db);
  return new Map(rows.map(({ libraryId, people }) => [libraryId, people]));
}

/**
 * How many were present at these programmes in some time, by programme: each participant once, a group by its heads. Bare counts, also of one
 * person: the caller answers for who may know, and tells of ten people or more.
 */
export async function countPresentAt(
  db: Db | Tx,
  { programIds, from, to }: { programIds: readonly number[]; from: Date; to: Date },
): Promise<Map<number, number>> {
  const { rows } = await sql<{ programId: number; people: number }>`
    select came.program_id, sum(came.people)::integer as people
    from (
      select distinct session.program_id, enrolment.id, enrolment.people
      from program_attendance attendance
      join program_session session on session.id = attendance.session_id
      join program_enrolment enrolment on enrolment.id = attendance.enrolment_id
      where session.program_id = any(${[...programIds]}::bigint[])
        and session.starts_at >= ${from} and session.starts_at < ${to}
    ) came group by came.program_id`.execute(db);
  return new Map(rows.map(({ programId, people }) => [programId, people]));
}
