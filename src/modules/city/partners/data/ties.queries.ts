import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PartnerNote as NoteTable, PartnerWish as WishTable } from '#platform/database/db-types';
import type { PartnerNote, PartnerRelation, PartnerWish } from '../client.ts';
import type { NoteKind, RelationKind, WishKind, WishSide } from '../rules/terms.ts';

/** More than anybody writes down of one partner in decades. */
const MOST_SHOWN = 2000;

/** As a partner sees it: who the other one is, and in which direction it is said. */
export async function selectRelations(db: Db | Tx, partnerId: number): Promise<PartnerRelation[]> {
  const { rows } =
    await sql<PartnerRelation>`select r.id, r.kind, r.from_id = ${partnerId} as forward, p.id as partner_id, p.name as partner
    from partner_relation r join partner p on p.id = case r.from_id when ${partnerId} then r.to_id else r.from_id end
    where ${partnerId} in (r.from_id, r.to_id) order by r.kind, p.name, r.id`.execute(db);
  return rows;
}

/** @returns its id; null = it is there */
export async function insertRelation(
  trx: Tx,
  row: { fromId: number; toId: number; kind: RelationKind },
): Promise<number | null> {
  const made = await trx
    .insertInto('partnerRelation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

export const deleteRelation = async (trx: Tx, id: number) =>
  trx.deleteFrom('partnerRelation').where('id', '=', id).returningAll().executeTakeFirst();

export const selectWishes = async (db: Db | Tx, partnerId: number): Promise<PartnerWish[]> =>
  db
    .selectFrom('partnerWish')
    .select([
      'id',
      sql<WishSide>`side`.as('side'),
      sql<WishKind>`kind`.as('kind'),
      'text',
      'untilOn',
      'answer',
      'answeredAt',
      'answeredBy',
      'createdAt',
      'version',
    ])
    .where('partnerId', '=', partnerId)
    .orderBy(sql`answered_at is not null`)
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute();

export const insertWish = async (trx: Tx, row: Insertable<WishTable>): Promise<number> =>
  (await trx.insertInto('partnerWish').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const lockWish = async (trx: Tx, id: number) =>
  trx.selectFrom('partnerWish').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const updateWish = async (trx: Tx, id: number, changes: Updateable<WishTable>) =>
  trx
    .updateTable('partnerWish')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const deleteWish = async (trx: Tx, id: number) => trx.deleteFrom('partnerWish').where('id', '=', id).execute();

/** The latest day first. */
export const selectNotes = async (db: Db | Tx, partnerId: number): Promise<PartnerNote[]> =>
  db
    .selectFrom('partnerNote')
    .select([
      'id',
      sql<NoteKind>`kind`.as('kind'),
      'onDay',
      'text',
      'nextStep',
      'nextOn',
      'nextDoneOn',
      'writtenBy',
      'createdAt',
    ])
    .where('partnerId', '=', partnerId)
    .orderBy('onDay', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute();

export const insertNote = async (trx: Tx, row: Insertable<NoteTable>): Promise<number> =>
  (await trx.insertInto('partnerNote').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const lockNote = async (trx: Tx, id: number) =>
  trx.selectFrom('partnerNote').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const setNextDone = async (trx: Tx, id: number, nextDoneOn: string | null) =>
  trx.updateTable('partnerNote').set({ nextDoneOn }).where('id', '=', id).execute();

export const deleteNote = async (trx: Tx, id: number) => trx.deleteFrom('partnerNote').where('id', '=', id).execute();
