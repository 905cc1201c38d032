import { staffAt } from '#modules/ground/identity';
import { getLibrary, networkZone } from '#modules/ground/libraries';
import { isLateEnoughInTheDay, notToldYet, tellGuest } from '#modules/people/notifications';
import { oneAct, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { Round } from '#platform/database/round';
import { endOfDay, localDate, type LocalDate } from '#shared/dates';
import { lockPartner } from '../data/partners.queries.ts';
import { selectPromises, type OpenPromise } from '../data/reminders.queries.ts';
import { remindedDays, reminderOf } from '../rules/meetings.ts';
import { partnerPromise, partnerWork } from './promise-notices.ts';
import { aboutOurs, aboutTheirs } from './take-back.ts';

/** One telling of one promise to one of those who see to it: another day, another person, another telling. */
function keyOf({ what, id, dueOn, accountId, personId }: OpenPromise, today: LocalDate): string {
  const who = accountId === null ? ['person', personId] : ['account', accountId];
  return ['partner-promise', what, id, dueOn, reminderOf(dueOn, today), ...who].join(':');
}

const pathOf = ({ what, withinId }: OpenPromise): string =>
  what === 'commitment' ? `/staf/mitra/pertemuan/${withinId}` : `/staf/mitra/perjanjian/${withinId}`;

/**
 * Reminds of what both sides promised each other in meetings and agreements, three days before its day and once when that is past: ours by the
 * address of their account, theirs by the one that they agreed to be written to. Each once however often it runs; of days when nothing ran only
 * what is true today. @returns how many were reminded
 */
export async function remindPromises(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const zone = await networkZone(ctx.db);
  const now = ctx.clock.now();
  if (!isLateEnoughInTheDay(now, zone)) return 0;
  const today = localDate(now, zone);
  const due = await selectPromises(ctx.db, { today, ...remindedDays(today) });
  const open = await notToldYet(
    ctx.db,
    due.map((one) => ({ ...one, key: keyOf(one, today) })),
  );
  let told = 0;
  const round = new Round(ctx, signal);
  await round.each(open, async ({ what, id, partnerId }) => {
    const act = oneAct(ctx);
    const isTold = await ctx.db.transaction().execute(async (trx) => {
      // whoever merges, forgets or puts away holds the partner: what is told holds when it is written
      await lockPartner(trx, partnerId);
      const [one] = await selectPromises(trx, { today, ...remindedDays(today), only: { what, id } });
      return one?.partnerId === partnerId && tell(trx, act, one, { today, zone });
    });
    if (isTold) told += 1;
  });
  round.end();
  return told;
}

async function tell(
  trx: Tx,
  ctx: Ctx,
  one: OpenPromise,
  { today, zone }: { today: LocalDate; zone: string },
): Promise<boolean> {
  const { libraryId, dueOn, accountId, email, name } = one;
  const library = await getLibrary({ db: trx }, libraryId);
  const news = reminderOf(dueOn, today);
  const message = {
    params: {
      title: one.text,
      partner: one.partner || '…',
      library: library.name,
      ...{ news, dueOn },
      contact: [library.name, library.phone, library.email].filter(Boolean).join(', '),
    },
    ...{ libraryId, key: keyOf(one, today) },
    // before the day it says nothing true after it; what is late stays so for a while
    expiresAt: news === 'ahead' ? endOfDay(dueOn, zone) : null,
  };
  if (accountId === null)
    return tellGuest(trx, ctx, partnerPromise, {
      ...message,
      ...{ about: aboutTheirs(one), to: email, name, language: 'id', path: '/mitra' },
    });
  const who = (await staffAt(trx, libraryId)).find(({ id }) => id === accountId);
  // without an address, or gone from the library: it stands on the first page of whoever keeps partners
  if (!who?.email) return false;
  return tellGuest(trx, ctx, partnerWork, {
    ...message,
    ...{ about: aboutOurs(one), to: who.email, name: who.name, language: who.locale, path: pathOf(one) },
  });
}
