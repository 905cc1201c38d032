import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Participants of programmes of libraries (null: of all) who asked for a seat that staff give, and were not answered. */
export const countToAdmit = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(e.placed_at) as since from program_enrolment e join program p on p.id = e.program_id
      where e.status = 'requested' and p.state in ('published', 'running') and (${libraryIds}::bigint[] is null or p.library_id = any(${libraryIds}::bigint[]))`,
  );

/** Programmes of libraries (null: of all) that wait to be read before everybody sees them. */
export const countToReview = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(changed_at) as since from program
      where state = 'review' and not is_template and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );
