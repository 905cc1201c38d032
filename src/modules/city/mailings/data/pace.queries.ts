import type { Db, Tx } from '#platform/database/db';
import type { MailingPace } from '../client.ts';

export const selectPace = async (db: Db | Tx): Promise<MailingPace> =>
  db.selectFrom('mailingPace').select(['perMinute', 'failures', 'failureDetail', 'version']).executeTakeFirstOrThrow();

/** Holds the pace: one process after the other takes a mail. */
export const lockPace = async (trx: Tx) =>
  trx
    .selectFrom('mailingPace')
    .select(['perMinute', 'nextAt', 'failures', 'version'])
    .forUpdate()
    .executeTakeFirstOrThrow();

export async function updatePace(trx: Tx, perMinute: number, version: number): Promise<void> {
  await trx
    .updateTable('mailingPace')
    .set({ perMinute, version: version + 1 })
    .execute();
}

export async function setNext(trx: Tx, nextAt: Date): Promise<void> {
  await trx.updateTable('mailingPace').set({ nextAt }).execute();
}

/** The mail server was not reached: nothing goes until then. */
export async function holdPace(
  trx: Tx,
  held: { nextAt: Date; failures: number; failureDetail: string },
): Promise<void> {
  await trx.updateTable('mailingPace').set(held).execute();
}

/** The mail server answers. */
export async function clearFailures(db: Db): Promise<void> {
  await db.updateTable('mailingPace').set({ failures: 0, failureDetail: null }).where('failures', '>', 0).execute();
}
