import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Space as SpaceRow } from '#platform/database/db-types';
import type { Space, SpaceKind } from '../client.ts';

const selectSpaces = (db: Db | Tx) =>
  db
    .selectFrom('space')
    .select(['id', 'libraryId', 'parentId', 'kind', 'code', 'name', 'ddcFrom', 'ddcTo', 'sortOrder', 'version'])
    .$narrowType<{ kind: SpaceKind }>();

export const selectSpacesOf = async (db: Db | Tx, libraryId: number): Promise<Space[]> =>
  selectSpaces(db).where('libraryId', '=', libraryId).orderBy('sortOrder').orderBy('name').execute();
export const findSpace = async (db: Db | Tx, id: number): Promise<Space | undefined> =>
  selectSpaces(db).where('id', '=', id).executeTakeFirst();
export const lockSpace = async (trx: Tx, id: number): Promise<Space | undefined> =>
  selectSpaces(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** Whoever names a room of a library does it alone until the transaction ends: those who hold rooms by their names wait, and are waited for. */
export async function lockRoomNames(trx: Tx, libraryId: number): Promise<void> {
  await sql`select naming_rooms(${libraryId})`.execute(trx);
}

export const insertSpaceRow = async (trx: Tx, row: Insertable<SpaceRow>): Promise<number> =>
  (await trx.insertInto('space').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateSpaceRow(trx: Tx, id: number, changes: Updateable<SpaceRow>): Promise<void> {
  await trx
    .updateTable('space')
    .set(changes)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
export async function deleteSpaceRow(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('space').where('id', '=', id).execute();
}

/** What holds a room: a meeting of a class, a session of a programme, or whoever reserved it. */
export type RoomHolder = 'class_meeting' | 'program_session' | 'seat_reservation';

/** When the room that is called so at a library is held between two instants by others than these. */
export const selectRoomHolds = async (
  db: Db | Tx,
  { libraryId, room, but, from, to }: { libraryId: number; room: string; but: RoomHolder; from: Date; to: Date },
): Promise<{ startsAt: Date; endsAt: Date }[]> =>
  db
    .selectFrom('spaceHold')
    .select(['startsAt', 'endsAt'])
    .where('spaceId', '=', sql<number>`room_called(${libraryId}, ${room})`)
    .where('heldFor', '!=', but)
    .where('startsAt', '<', to)
    .where('endsAt', '>', from)
    .orderBy('startsAt')
    .execute();
