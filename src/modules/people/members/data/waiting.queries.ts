import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** Registrations at libraries (null: at all) that wait to be decided and whose way to the applicant is sure. */
export async function countToDecide(db: Db, libraryIds: readonly number[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from registration
    where status = 'submitted' and (proven or email_confirmed_at is not null or phone_confirmed_at is not null)
      and (${libraryIds}::bigint[] is null or home_library_id = any(${libraryIds}::bigint[]))`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Requests for their data of members of libraries (null: of all) that wait for an answer. */
export async function countOpenRequests(db: Db, libraryIds: readonly number[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from subject_request r join member on member.id = r.member_id
    where r.status = 'open' and (${libraryIds}::bigint[] is null or member.home_library_id = any(${libraryIds}::bigint[]))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Data incidents of libraries (null: of all) of which the people or the agency are still to be told. */
export async function countOpenIncidents(db: Db, libraryIds: readonly number[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from data_incident where status = 'open' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
