import type { Db, Tx } from '#platform/database/db';

/** There is one code at a time: a new one replaces the old one. */
export async function saveSetupCode(db: Db, codeHash: Buffer, now: Date): Promise<void> {
  await db
    .insertInto('setupCode')
    .values({ codeHash, createdAt: now })
    .onConflict((conflict) => conflict.column('onlyOne').doUpdateSet({ codeHash, createdAt: now }))
    .execute();
}

/** Locks the code, so that of two set-ups at once only one goes through. */
export async function lockSetupCode(trx: Tx): Promise<Buffer | null> {
  const row = await trx.selectFrom('setupCode').select('codeHash').forUpdate().executeTakeFirst();
  return row?.codeHash ?? null;
}

export async function deleteSetupCode(trx: Tx): Promise<void> {
  await trx.deleteFrom('setupCode').execute();
}
