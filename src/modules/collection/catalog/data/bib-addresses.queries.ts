import type { Db, Tx } from '#platform/database/db';

export async function selectBibAddresses(
  db: Db | Tx,
  from: number,
  to: number,
): Promise<{ id: number; updatedAt: Date }[]> {
  return db
    .selectFrom('bib')
    .select(['id', 'updatedAt'])
    .where('id', '>=', from)
    .where('id', '<=', to)
    .where('deletedAt', 'is', null)
    .where('hidden', '=', false)
    .orderBy('id')
    .execute();
}

export async function selectHighestBibId(db: Db | Tx): Promise<number> {
  const row = await db
    .selectFrom('bib')
    .select((eb) => eb.fn.max('id').as('highest'))
    .executeTakeFirst();
  return row?.highest ?? 0;
}
