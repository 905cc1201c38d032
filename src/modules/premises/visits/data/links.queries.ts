import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

const named = sql<boolean>`(member_id is not null or guest_name is not null)`;

/** Visits from before an instant that still say whose they were. */
export async function countNamed(db: Db, before: Date): Promise<number> {
  const { count } = await db
    .selectFrom('visit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('at', '<', before)
    .where(named)
    .executeTakeFirstOrThrow();
  return count;
}

/** Cuts a batch of them loose from the people. @returns how many */
export async function cutNamed(trx: Tx, before: Date, limit: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('visit')
    .set({ memberId: null, guestName: null, repeatedAt: [] })
    .where('id', 'in', (eb) =>
      eb.selectFrom('visit').select('id').where('at', '<', before).where(named).limit(limit).forUpdate().skipLocked(),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** The visits that are still linked to a member, for the member. */
export const selectOwn = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('visit')
    .innerJoin('library', 'library.id', 'visit.libraryId')
    .select(['library.name as library', 'visit.at', 'visit.leftAt', 'visit.purpose'])
    .where('visit.memberId', '=', memberId)
    .orderBy('visit.at')
    .execute();

export async function cutMember(trx: Tx, memberId: number): Promise<void> {
  await trx.updateTable('visit').set({ memberId: null, repeatedAt: [] }).where('memberId', '=', memberId).execute();
}
