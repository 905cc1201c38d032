import type { Db, Tx } from '#platform/database/db';

/** A key by which mails are signed, as it is kept. */
export interface KeyRow {
  id: number;
  domain: string;
  selector: string;
  publicKey: string;
  /** null: it signs no more. */
  sealedKey: string | null;
  madeAt: Date;
  shownAt: Date | null;
  replacedAt: Date | null;
}

const keys = (db: Db | Tx) =>
  db
    .selectFrom('mailKey')
    .select(['id', 'domain', 'selector', 'publicKey', 'sealedKey', 'madeAt', 'shownAt', 'replacedAt']);

/** More than a domain changes in the time in which its keys matter. */
const MOST = 20;

/** Keys of a domain, the newest first. */
export const selectKeys = async (db: Db | Tx, domain: string): Promise<KeyRow[]> =>
  keys(db).where('domain', '=', domain).orderBy('id', 'desc').limit(MOST).execute();

/** The same, held to the end of the transaction. */
export const lockKeys = async (trx: Tx, domain: string): Promise<KeyRow[]> =>
  keys(trx).where('domain', '=', domain).orderBy('id').forUpdate().execute();

interface NewKey extends Pick<KeyRow, 'domain' | 'selector' | 'publicKey' | 'madeAt'> {
  sealedKey: string;
  madeBy: string;
}

/** @returns null: one of the domain waits already */
export async function insertKey(trx: Tx, key: NewKey): Promise<number | null> {
  const row = await trx
    .insertInto('mailKey')
    .values(key)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function markShown(trx: Tx, id: number, now: Date): Promise<void> {
  await trx.updateTable('mailKey').set({ shownAt: now }).where('id', '=', id).execute();
}

export async function markReplaced(trx: Tx, id: number, now: Date): Promise<void> {
  await trx.updateTable('mailKey').set({ replacedAt: now }).where('id', '=', id).execute();
}

/** Private keys that have been replaced for long enough go. @returns how many */
export async function dropReplaced(db: Db | Tx, before: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mailKey')
    .set({ sealedKey: null })
    .where('replacedAt', '<', before)
    .where('sealedKey', 'is not', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** All that are sealed, of whatever domain. */
export const selectSealed = async (
  db: Db | Tx,
): Promise<{ id: number; domain: string; selector: string; sealedKey: string }[]> =>
  db
    .selectFrom('mailKey')
    .select(['id', 'domain', 'selector', 'sealedKey'])
    .$narrowType<{ sealedKey: string }>()
    .where('sealedKey', 'is not', null)
    .orderBy('id')
    .execute();

/** Replaces what is sealed, unless it has changed meanwhile. */
export async function replaceSealed(db: Db | Tx, id: number, was: string, sealedKey: string | null): Promise<void> {
  await db.updateTable('mailKey').set({ sealedKey }).where('id', '=', id).where('sealedKey', '=', was).execute();
}
