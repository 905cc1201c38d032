import type { Db, Tx } from '#platform/database/db';

/** A link to a report, as it stands in the table. */
export interface LinkRow {
  id: number;
  accountId: number;
  query: unknown;
  /** Null = the whole network. */
  libraryIds: number[] | null;
  madeAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  opened: number;
}
const COLUMNS = ['id', 'accountId', 'query', 'libraryIds', 'madeAt', 'expiresAt', 'endedAt', 'opened'] as const;

/** Numbers in an array come as texts. */
const read = (row: LinkRow): LinkRow => ({ ...row, libraryIds: row.libraryIds?.map(Number) ?? null });

/** Waits for whoever makes one for the same account. @returns how many of its links hold */
export async function lockLinks(trx: Tx, accountId: number, now: Date): Promise<number> {
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forNoKeyUpdate().execute();
  const { count } = await trx
    .selectFrom('reportLink')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertLink(
  trx: Tx,
  link: {
    accountId: number;
    tokenHash: Buffer;
    query: string;
    libraryIds: number[] | null;
    madeAt: Date;
    expiresAt: Date;
  },
): Promise<number> {
  const { id } = await trx.insertInto('reportLink').values(link).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** By its id, or by its token. */
export async function findLink(db: Db, by: { id: number } | { tokenHash: Buffer }): Promise<LinkRow | undefined> {
  const links = db.selectFrom('reportLink').select(COLUMNS);
  const row = await (
    'id' in by ? links.where('id', '=', by.id) : links.where('tokenHash', '=', by.tokenHash)
  ).executeTakeFirst();
  return row && read(row);
}

/** Those that were not ended and whose time is not over, the newest first. */
export async function selectLinks(db: Db, now: Date, limit: number): Promise<LinkRow[]> {
  const rows = await db
    .selectFrom('reportLink')
    .select(COLUMNS)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(read);
}

/** One more has opened it; nothing of who it was. */
export async function countOpening(db: Db, id: number): Promise<void> {
  await db
    .updateTable('reportLink')
    .set((eb) => ({ opened: eb('opened', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** @returns false where it had ended before */
export async function endLink(trx: Tx, id: number, now: Date): Promise<boolean> {
  const ended = await trx
    .updateTable('reportLink')
    .set({ endedAt: now })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}
