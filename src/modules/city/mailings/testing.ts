import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { addDeliveries, makeMailing } from './make-mailing.ts';
import { releaseMailing } from './move-mailing.ts';
import { MOST_PER_MINUTE } from './rules/terms.ts';
import type { DeliveryInput, MailingInput } from './schema.ts';

export { savePastMailing } from './save-past-mailing.ts';
export { forgetOldAddresses } from './forget-addresses.ts';
export type { MailingNeeds } from './sending/needs.ts';
export { LANES, sendLetters } from './sending/send-letters.ts';
export { claimLetter } from './sending/claim-letter.ts';

/** A letter as whoever writes it hands it over. */
export const aText = (subject = 'Kabar Desember') => ({
  subject,
  html: '<p>Halo.</p><p><a href="%UNSUBSCRIBE%">Berhenti</a> <a href="%PREFERENCES%">Atur</a></p>',
  text: 'Halo.\n\nBerhenti: %UNSUBSCRIBE%\nAtur: %PREFERENCES%\n',
});

/** The nth reader of a mailing. */
export const aReader = (nth: number, more: Partial<DeliveryInput> = {}): DeliveryInput => ({
  subscriberId: nth,
  email: `pembaca${nth}@example.org`,
  language: 'id',
  unsubscribeUrl: `https://perpus.example.org/api/v1/subscriptions/unsubscribe/t${nth}?a=1&b=2`,
  preferencesUrl: `https://perpus.example.org/langganan/atur/t${nth}`,
  ...more,
});

let made = 0;

/** A mailing to so many readers, or to these, that has been let go. @returns its id */
export async function aMailing(
  ctx: Ctx,
  {
    readers = 3,
    release = true,
    ...more
  }: Partial<MailingInput> & { readers?: number | readonly DeliveryInput[]; release?: boolean } = {},
): Promise<number> {
  const rows = typeof readers === 'number' ? Array.from({ length: readers }, (_, nth) => aReader(nth + 1)) : readers;
  return ctx.db.transaction().execute(async (trx) => {
    const id = await makeMailing(trx, ctx, {
      key: `uji:${(made += 1)}`,
      libraryId: null,
      texts: { id: aText(), en: null },
      topicIds: [1],
      perMinute: MOST_PER_MINUTE,
      startAt: ctx.clock.now(),
      ...more,
    });
    await addDeliveries(trx, id, rows);
    if (release) await releaseMailing(trx, ctx, id);
    return id;
  });
}

/** How its mails stand, by their addresses. */
export const lettersOf = async (db: Db, mailingId: number) =>
  db
    .selectFrom('mailingDelivery')
    .select(['id', 'email', 'state', 'outcome', 'outcomeDetail', 'attempts', 'nextAttemptAt', 'messageMark'])
    .where('mailingId', '=', mailingId)
    .orderBy('id')
    .execute();

/** All mailings together go as fast as they may. */
export async function atFullPace(db: Db): Promise<void> {
  await db.updateTable('mailingPace').set({ perMinute: MOST_PER_MINUTE, failures: 0 }).execute();
}
