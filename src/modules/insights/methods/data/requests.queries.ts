import type { Db, Tx } from '#platform/database/db';

/** A question for one value, with what became of it. */
export interface ValueRequest {
  id: number;
  pack: string;
  /** The pack whose words ask. */
  askedFor: string;
  input: string;
  libraryId: number | null;
  year: number;
  askedOf: string;
  askedBy: string;
  askedAt: Date;
  expiresAt: Date;
  answeredAt: Date | null;
  withdrawnAt: Date | null;
}
const COLUMNS = [
  ...(['id', 'pack', 'askedFor', 'input', 'libraryId', 'year'] as const),
  ...(['askedOf', 'askedBy', 'askedAt', 'expiresAt', 'answeredAt', 'withdrawnAt'] as const),
] as const;

export async function insertRequest(
  trx: Tx,
  row: Omit<ValueRequest, 'id' | 'answeredAt' | 'withdrawnAt'> & { tokenHash: Buffer },
): Promise<number> {
  const { id } = await trx.insertInto('methodRequest').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Questions of a pack and a year that wait for their answer, the newest first. */
export const selectOpenRequests = async (
  db: Db | Tx,
  about: { askedFor: string; year: number; now: Date },
): Promise<ValueRequest[]> =>
  db
    .selectFrom('methodRequest')
    .select(COLUMNS)
    .where('askedFor', '=', about.askedFor)
    .where('year', '=', about.year)
    .where('answeredAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('expiresAt', '>', about.now)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

export const findRequest = async (db: Db | Tx, id: number): Promise<ValueRequest | undefined> =>
  db.selectFrom('methodRequest').select(COLUMNS).where('id', '=', id).executeTakeFirst();

export const findByToken = async (db: Db | Tx, tokenHash: Buffer): Promise<ValueRequest | undefined> =>
  db.selectFrom('methodRequest').select(COLUMNS).where('tokenHash', '=', tokenHash).executeTakeFirst();

/** It ends, once. @returns false where it had ended before */
export async function endRequest(
  trx: Tx,
  id: number,
  how: { answeredAt: Date } | { withdrawnAt: Date },
): Promise<boolean> {
  const ended = await trx
    .updateTable('methodRequest')
    .set(how)
    .where('id', '=', id)
    .where('answeredAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}
