import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

const nothingLeft = { email: null, unsubscribeUrl: null, preferencesUrl: null, outcomeDetail: null };

/** Takes an address out of every mailing; what still waits for it is left out. @returns from how many mails */
export async function forgetAddresses(trx: Tx, email: string, at: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('mailingDelivery')
    .set((eb) => ({
      ...nothingLeft,
      outcome: eb.case().when('state', '=', 'waiting').then('forgotten').else(eb.ref('outcome')).end(),
      finishedAt: eb.case().when('state', '=', 'waiting').then(eb.val(at)).else(eb.ref('finishedAt')).end(),
      state: eb.case().when('state', '=', 'waiting').then('skipped').else(eb.ref('state')).end(),
    }))
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** What was sent to an address, for whoever it is of. */
export const selectSentTo = async (db: Db | Tx, email: string) =>
  db
    .selectFrom('mailingDelivery')
    .innerJoin('mailingText', (join) =>
      join.onRef('mailingText.mailingId', '=', 'mailingDelivery.mailingId').on('mailingText.language', '=', 'id'),
    )
    .select(['subject', 'email', 'state', 'finishedAt as at'])
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .orderBy('mailingDelivery.id')
    .execute();

/** Mailings that ended before, with addresses in them; and those that were never let go. */
export const selectToForget = async (db: Db, before: Date): Promise<number[]> =>
  (
    await db
      .selectFrom('mailing')
      .select('id')
      .where('forgottenAt', 'is', null)
      .where((eb) =>
        eb.or([
          eb('doneAt', '<', before),
          eb.and([eb('state', '=', 'preparing'), eb('createdAt', '<', before), eb('startAt', '<', before)]),
        ]),
      )
      .orderBy('id')
      .execute()
  ).map(({ id }) => id);

/** Takes all addresses out of a mailing. */
export async function emptyMailing(trx: Tx, id: number, at: Date): Promise<void> {
  await trx.updateTable('mailingDelivery').set(nothingLeft).where('mailingId', '=', id).execute();
  await trx.updateTable('mailing').set({ forgottenAt: at }).where('id', '=', id).execute();
}
