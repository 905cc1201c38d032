import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { BounceKind } from '../rules/judge-failure.ts';

interface NewBounce {
  mailingId: number;
  deliveryId: number;
  kind: BounceKind;
  status: string;
  detail: string;
  addressKey: Buffer;
  notedAt: Date;
}

/** What comes back of one address is noted one by one, to the end of the transaction. */
export async function lockAddress(trx: Tx, addressKey: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail_bounce:${addressKey.toString('hex')}`}, 0))`.execute(
    trx,
  );
}

/** @returns null: of that letter the same was noted before */
export async function insertBounce(trx: Tx, bounce: NewBounce): Promise<number | null> {
  const row = await trx
    .insertInto('mailBounce')
    .values(bounce)
    .onConflict((conflict) => conflict.columns(['deliveryId', 'kind']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function markStopped(trx: Tx, id: number): Promise<void> {
  await trx.updateTable('mailBounce').set({ stopped: true }).where('id', '=', id).execute();
}

/** How many letters did not reach an address just then. @param keys of the address, under every key of the installation */
export async function countSoft(trx: Tx, keys: readonly Buffer[], since: Date): Promise<number> {
  const { count } = await trx
    .selectFrom('mailBounce')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', 'soft')
    .where('addressKey', 'in', keys)
    .where('notedAt', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

type Counted = Record<BounceKind, number>;

async function counted(query: Promise<{ kind: string; count: number }[]>): Promise<Counted> {
  const found = new Map((await query).map(({ kind, count }) => [kind, Number(count)]));
  const of = (kind: BounceKind): number => found.get(kind) ?? 0;
  return { hard: of('hard'), soft: of('soft'), blocked: of('blocked'), complaint: of('complaint') };
}

const byKind = (db: Db | Tx) =>
  db
    .selectFrom('mailBounce')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('count')] as const)
    .groupBy('kind');

export const countOfMailing = async (db: Db | Tx, mailingId: number): Promise<Counted> =>
  counted(byKind(db).where('mailingId', '=', mailingId).execute());

export const countSince = async (db: Db | Tx, since: Date): Promise<Counted> =>
  counted(byKind(db).where('notedAt', '>', since).execute());

/** What servers said when they refused our mails, the newest first. */
export const selectBlocked = async (
  db: Db | Tx,
  since: Date,
  most: number,
): Promise<{ status: string; detail: string; notedAt: Date }[]> =>
  db
    .selectFrom('mailBounce')
    .select(['status', 'detail', 'notedAt'])
    .where('kind', '=', 'blocked')
    .where('notedAt', '>', since)
    .orderBy('notedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();

/** Takes from older rows what could lead to an address; how many came back stays. @returns of how many */
export async function forgetAddresses(db: Db | Tx, before: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mailBounce')
    .set({ addressKey: null, detail: '' })
    .where('notedAt', '<', before)
    .where('addressKey', 'is not', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
