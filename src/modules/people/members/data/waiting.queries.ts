import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Registrations at libraries (null: at all) that wait to be decided and whose way to the applicant is sure. */
export const countToDecide = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(submitted_at) as since from registration
      where status = 'submitted' and (proven or email_confirmed_at is not null or phone_confirmed_at is not null)
        and (${libraryIds}::bigint[] is null or home_library_id = any(${libraryIds}::bigint[]))`,
  );

/** Requests for their data of members of libraries (null: of all) that wait for an answer. */
export const countOpenRequests = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(r.requested_at) as since, min(r.due_at) as due
      from subject_request r join member on member.id = r.member_id
      where r.status = 'open' and (${libraryIds}::bigint[] is null or member.home_library_id = any(${libraryIds}::bigint[]))`,
  );

/** Data incidents of libraries (null: of all) of which the people or the agency are still to be told. */
export const countOpenIncidents = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(found_at) as since, min(due_at) as due from data_incident
      where status = 'open' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );
