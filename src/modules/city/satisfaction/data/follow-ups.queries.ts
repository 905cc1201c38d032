import { sql, type Insertable } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db, Tx } from '#platform/database/db';
import type { SatisfactionFollowUp } from '#platform/database/db-types';
import type { Waiting } from '#platform/places';
import type { Element, FollowUp, FollowUpState } from '../client.ts';

const base = (db: Db | Tx) =>
  db
    .selectFrom('satisfactionFollowUp')
    .select([
      'id',
      'roundId',
      'action',
      'owner',
      'dueOn',
      'reason',
      'realisation',
      'realisedOn',
      'version',
      sql<Element>`element`.as('element'),
      sql<FollowUpState>`state`.as('state'),
    ]);

/** Of a round, in the order of their days. */
export const selectFollowUps = async (db: Db | Tx, roundId: number): Promise<FollowUp[]> =>
  base(db).where('roundId', '=', roundId).orderBy('dueOn').orderBy('id').execute();

export const findFollowUp = async (db: Db | Tx, id: number): Promise<FollowUp | null> =>
  (await base(db).where('id', '=', id).executeTakeFirst()) ?? null;

export const lockFollowUp = async (trx: Tx, id: number): Promise<FollowUp | null> =>
  (await base(trx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

export const insertFollowUp = async (trx: Tx, row: Insertable<SatisfactionFollowUp>): Promise<number> =>
  (await trx.insertInto('satisfactionFollowUp').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateFollowUp = async (
  trx: Tx,
  id: number,
  changes: Pick<FollowUp, 'state' | 'reason' | 'realisation' | 'realisedOn'>,
): Promise<void> => {
  await trx
    .updateTable('satisfactionFollowUp')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
};

export const deleteFollowUp = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('satisfactionFollowUp').where('id', '=', id).execute();
};

/** What was to be done for an element by now and is not, of rounds of libraries (null: of all). */
export const countOverdue = async (db: Db, libraryIds: readonly number[] | null, today: string): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(f.created_at) as since, min((f.due_on + 1)::timestamp at time zone 'UTC') as due
      from satisfaction_follow_up f join satisfaction_round r on r.id = f.round_id
      where f.state in ('planned', 'running') and f.due_on < ${today}::date
        and (${libraryIds}::bigint[] is null or r.library_id = any(${libraryIds}::bigint[]))`,
  );

/** Rounds whose last day is over and that nobody has closed. */
export const countUnclosed = async (db: Db, libraryIds: readonly number[] | null, today: string): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min((ends_on + 1)::timestamp at time zone 'UTC') as since
      from satisfaction_round where state = 'open' and ends_on < ${today}::date
        and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );
