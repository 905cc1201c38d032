import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { KioskDevice } from '../client.ts';

export async function insertKiosk(
  trx: Tx,
  kiosk: { libraryId: number; name: string; codeHash: Buffer; codeUntil: Date; addedAt: Date; addedBy: string },
): Promise<number> {
  const { id } = await trx.insertInto('kiosk').values(kiosk).returning('id').executeTakeFirstOrThrow();
  return id;
}

export const selectKiosks = async (db: Db, libraryId: number): Promise<KioskDevice[]> =>
  db
    .selectFrom('kiosk')
    .select(['id', 'name', 'addedAt', 'addedBy', 'enrolledAt'])
    .where('libraryId', '=', libraryId)
    .where('revokedAt', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();

export const lockKiosk = async (trx: Tx, id: number) =>
  trx
    .selectFrom('kiosk')
    .select(['id', 'libraryId', 'name'])
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();

export async function setCode(trx: Tx, id: number, code: { codeHash: Buffer; codeUntil: Date }): Promise<void> {
  await trx.updateTable('kiosk').set(code).where('id', '=', id).execute();
}

/** Takes the code away and gives the token in its place: a code enrols one tablet. */
export const enrolByCode = async (trx: Tx, about: { codeHash: Buffer; tokenHash: Buffer; now: Date }) =>
  trx
    .updateTable('kiosk')
    .set({ codeHash: null, codeUntil: null, tokenHash: about.tokenHash, enrolledAt: about.now })
    .where('codeHash', '=', about.codeHash)
    .where('codeUntil', '>', about.now)
    .where('revokedAt', 'is', null)
    .returning(['id', 'libraryId', 'name'])
    .executeTakeFirst();

export async function setRevoked(trx: Tx, id: number, revokedAt: Date): Promise<void> {
  await trx
    .updateTable('kiosk')
    .set({ revokedAt, tokenHash: null, codeHash: null, codeUntil: null })
    .where('id', '=', id)
    .execute();
}

export const findByToken = async (db: Db | Tx, tokenHash: Buffer) =>
  db.selectFrom('kiosk').select(['id', 'libraryId', 'name']).where('tokenHash', '=', tokenHash).executeTakeFirst();

/** One reader at a time: whoever comes takes the place of who left without saying so. */
export async function startSession(trx: Tx, session: { kioskId: number; memberId: number; at: Date }): Promise<void> {
  const row = { memberId: session.memberId, startedAt: session.at, activeAt: session.at, basket: sql<string[]>`'{}'` };
  await trx
    .insertInto('kioskSession')
    .values({ kioskId: session.kioskId, ...row })
    .onConflict((conflict) => conflict.column('kioskId').doUpdateSet(row))
    .execute();
}

export const lockSession = async (trx: Tx, kioskId: number) =>
  trx
    .selectFrom('kioskSession')
    .innerJoin('member', 'member.id', 'kioskSession.memberId')
    .select(['kioskSession.memberId', 'kioskSession.startedAt', 'kioskSession.activeAt', 'kioskSession.basket'])
    .select(['member.number', 'member.fullName'])
    .where('kioskId', '=', kioskId)
    .forUpdate('kioskSession')
    .executeTakeFirst();

export async function updateSession(
  trx: Tx,
  kioskId: number,
  changes: { activeAt: Date; basket: string[] },
): Promise<void> {
  await trx.updateTable('kioskSession').set(changes).where('kioskId', '=', kioskId).execute();
}

export async function deleteSession(trx: Tx, kioskId: number): Promise<void> {
  await trx.deleteFrom('kioskSession').where('kioskId', '=', kioskId).execute();
}

export const selectSessionsOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('kioskSession')
    .innerJoin('kiosk', 'kiosk.id', 'kioskSession.kioskId')
    .select(['kiosk.name', 'kioskSession.startedAt', 'kioskSession.basket'])
    .where('memberId', '=', memberId)
    .execute();

export async function deleteSessionsOf(trx: Tx, memberId: number): Promise<void> {
  await trx.deleteFrom('kioskSession').where('memberId', '=', memberId).execute();
}
