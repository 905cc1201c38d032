import type { Db, Tx } from '#platform/database/db';

export interface TokenRow {
  id: number;
  accountId: number;
  name: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}
const COLUMNS = ['id', 'accountId', 'name', 'scopes', 'createdAt', 'lastUsedAt', 'expiresAt'] as const;

export const insertToken = async (
  trx: Tx,
  token: Omit<TokenRow, 'id' | 'lastUsedAt'> & { tokenHash: Buffer },
): Promise<TokenRow> =>
  trx
    .insertInto('apiToken')
    .values({ ...token, scopes: [...token.scopes] })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();

export const findTokens = async (db: Db, accountId: number): Promise<TokenRow[]> =>
  db
    .selectFrom('apiToken')
    .select(COLUMNS)
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .orderBy('id', 'desc')
    .execute();

export const findToken = async (db: Db | Tx, id: number): Promise<TokenRow | undefined> =>
  db.selectFrom('apiToken').select(COLUMNS).where('id', '=', id).where('revokedAt', 'is', null).executeTakeFirst();

/** @param which one token, or all of an account */
export async function revokeTokens(trx: Tx, which: { id: number } | { accountId: number }, now: Date): Promise<void> {
  const query = trx.updateTable('apiToken').set({ revokedAt: now }).where('revokedAt', 'is', null);
  await ('id' in which ? query.where('id', '=', which.id) : query.where('accountId', '=', which.accountId)).execute();
}
