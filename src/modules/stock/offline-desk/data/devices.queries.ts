import type { Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DeskDevice as DeviceTable } from '#platform/database/db-types';
import type { MemberScope } from '../client.ts';

const devices = (db: Db | Tx) =>
  db
    .selectFrom('deskDevice')
    .innerJoin('library', 'library.id', 'deskDevice.libraryId')
    .select([
      'deskDevice.id',
      'deskDevice.libraryId',
      'deskDevice.name',
      'deskDevice.members',
      'deskDevice.maxAgeHours',
      'deskDevice.enrolledAt',
      'deskDevice.enrolledBy',
      'deskDevice.snapshotAt',
      'deskDevice.syncedAt',
      'deskDevice.revokedAt',
      'deskDevice.revokedBy',
      'deskDevice.verifyKey',
      'deskDevice.unlockSecret',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
    ])
    .$narrowType<{ members: MemberScope }>();
export type DeviceRow = Awaited<ReturnType<typeof selectDevices>>[number];

export const selectDevices = async (db: Db, libraryIds: 'all' | readonly number[]) =>
  devices(db)
    .$if(libraryIds !== 'all', (query) =>
      query.where(
        'deskDevice.libraryId',
        'in',
        libraryIds === 'all' || libraryIds.length === 0 ? [0] : [...libraryIds],
      ),
    )
    .orderBy('library.name')
    .orderBy('deskDevice.id', 'desc')
    .execute();

export const findDevice = async (db: Db | Tx, id: number) =>
  devices(db).where('deskDevice.id', '=', id).executeTakeFirst();

export const findDeviceByToken = async (db: Db | Tx, tokenHash: Buffer) =>
  devices(db).where('deskDevice.tokenHash', '=', tokenHash).executeTakeFirst();

/** Refused by the unique index `desk_device_name` where the library has a device of that name. @returns the id */
export async function insertDevice(trx: Tx, row: Insertable<DeviceTable>): Promise<number> {
  return (await trx.insertInto('deskDevice').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** @returns false when it was revoked before */
export async function markRevoked(trx: Tx, id: number, at: Date, by: string): Promise<boolean> {
  const row = await trx
    .updateTable('deskDevice')
    .set({ revokedAt: at, revokedBy: by })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @param forgetBefore older data are forgotten: no act by them is carried out any more */
export async function noteSnapshot(
  trx: Tx,
  id: number,
  accountId: number,
  { at, forgetBefore }: { at: Date; forgetBefore: Date },
): Promise<void> {
  await trx.updateTable('deskDevice').set({ snapshotAt: at }).where('id', '=', id).execute();
  await trx
    .insertInto('deskOperator')
    .values({ deviceId: id, accountId, firstAt: at, lastAt: at })
    .onConflict((conflict) => conflict.columns(['deviceId', 'accountId']).doUpdateSet({ lastAt: at }))
    .execute();
  await trx
    .insertInto('deskSnapshot')
    .values({ deviceId: id, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx.deleteFrom('deskSnapshot').where('deviceId', '=', id).where('at', '<', forgetBefore).execute();
}

/** Who has worked at a device, since when; undefined = that account never has. */
export const findOperator = async (
  db: Db | Tx,
  deviceId: number,
  accountId: number,
): Promise<{ firstAt: Date } | undefined> =>
  db
    .selectFrom('deskOperator')
    .select('firstAt')
    .where('deviceId', '=', deviceId)
    .where('accountId', '=', accountId)
    .executeTakeFirst();

/** Was the device given data at this instant? */
export async function wasGiven(db: Db | Tx, deviceId: number, at: Date): Promise<boolean> {
  const row = await db
    .selectFrom('deskSnapshot')
    .select('at')
    .where('deviceId', '=', deviceId)
    .where('at', '=', at)
    .executeTakeFirst();
  return row !== undefined;
}

export async function noteSync(db: Db, id: number, at: Date): Promise<void> {
  await db.updateTable('deskDevice').set({ syncedAt: at }).where('id', '=', id).execute();
}
