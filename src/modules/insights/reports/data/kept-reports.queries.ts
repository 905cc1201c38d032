import type { Db, Tx } from '#platform/database/db';

/** A report that somebody kept, as it stands in the table. */
export interface KeptRow {
  id: number;
  accountId: number;
  name: string;
  query: unknown;
  shared: boolean;
  by: string;
}

/** Those of an account, and those that others share, by name. */
export async function selectKept(db: Db | Tx, accountId: number): Promise<KeptRow[]> {
  return db
    .selectFrom('keptReport')
    .innerJoin('account', 'account.id', 'keptReport.accountId')
    .select(['keptReport.id', 'accountId', 'name', 'query', 'shared', 'account.fullName as by'])
    .where((eb) => eb.or([eb('accountId', '=', accountId), eb('shared', '=', true)]))
    .orderBy('name')
    .orderBy('keptReport.id')
    .execute();
}

/** Waits for whoever keeps one of the same account. @returns how many are kept */
export async function lockKept(trx: Tx, accountId: number): Promise<number> {
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forNoKeyUpdate().execute();
  const { count } = await trx
    .selectFrom('keptReport')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow();
  return count;
}

/** @returns its id; null where the account has one of this name */
export async function insertKept(
  trx: Tx,
  kept: { accountId: number; name: string; query: string; shared: boolean; keptAt: Date },
): Promise<number | null> {
  const row = await trx
    .insertInto('keptReport')
    .values(kept)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @returns its name; null where the account has none of this id */
export async function deleteKept(trx: Tx, accountId: number, id: number): Promise<string | null> {
  const row = await trx
    .deleteFrom('keptReport')
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .returning('name')
    .executeTakeFirst();
  return row?.name ?? null;
}
