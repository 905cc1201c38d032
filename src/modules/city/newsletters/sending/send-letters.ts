import { addDeliveries, cancelMailing, mailingState, makeMailing, releaseMailing } from '#modules/city/mailings';
import { holdAudience, takeAudience } from '#modules/city/subscriptions';
import { m } from '#i18n/messages';
import { recordAudit } from '#modules/ground/audit';
import { waitsAbout, withdrawNotices } from '#modules/people/notifications';
import { oneAct, type Ctx, type Locale } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { FEWEST_TOLD } from '#shared/small-counts';
import { lockLetter, noteSending, updateLetter, type LetterRow } from '../data/letters.queries.ts';
import { selectDue, selectUnderWay } from '../data/sending.queries.ts';
import { letterEntity, mailingKey, noticesOf } from '../held-letter.ts';
import { letterText } from '../rendering/letter-text.ts';
import { mailsOf, wordsOf } from '../rendering/render-letter.ts';
import { BATCH, PER_MINUTE } from '../rules/terms.ts';
import { audienceOf, isOfGroup, isTooSmall } from './audience.ts';
import { shortLinks } from './short-links.ts';
import { tellByWhatsapp } from './tell-by-whatsapp.ts';

/** So many letters are begun in one round. */
const MOST_AT_ONCE = 20;
const LANGUAGES: readonly Locale[] = ['id', 'en'];

/** Since it was approved too few are left of those it is for: it is called off with its mailing, and says why. */
async function leaveOut(trx: Tx, ctx: Ctx, letter: LetterRow): Promise<void> {
  const why = m.newsletters_cancelled_small({ least: FEWEST_TOLD }, { locale: 'id' });
  if (letter.mailingId !== null) await cancelMailing(trx, ctx, letter.mailingId, why);
  await updateLetter(trx, letter.id, {
    ...{ state: 'cancelled', cancelledWhy: why, changedAt: ctx.clock.now() },
    // nobody has had it: it does not stand in the archive
    begunAt: null,
  });
  await recordAudit(trx, ctx, {
    action: 'newsletter.cancelled',
    ...letterEntity(letter),
    before: { state: letter.state },
    after: { subject: letter.subject, why },
  });
}

/** Makes the mailing of a letter whose hour has come, with the short links of what it leads to: all of it or nothing. */
async function begin(ctx: Ctx, id: number, origin: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockLetter(trx, id);
    const now = ctx.clock.now();
    // another process was faster, or somebody changed their mind
    if (held?.state !== 'scheduled' || held.sendAt === null || held.sendAt > now) return;
    if (await isTooSmall(trx, held, now)) {
      await leaveOut(trx, ctx, held);
      return;
    }
    const inTrx: Ctx = { ...ctx, db: trx };
    const words = await wordsOf(inTrx, held);
    const texts = await Promise.all(LANGUAGES.map(async (locale) => letterText(inTrx, words, { origin, locale })));
    const linkOf = await shortLinks(trx, ctx, held, { texts, origin });
    const mailingId = await makeMailing(trx, ctx, {
      ...{ key: mailingKey(id), libraryId: held.libraryId, topicIds: held.topicIds },
      texts: await mailsOf(inTrx, held, { origin, linkOf }),
      ...{ perMinute: PER_MINUTE, startAt: held.sendAt },
    });
    await updateLetter(trx, id, { state: 'sending', mailingId, begunAt: now, changedAt: now });
    await recordAudit(trx, ctx, {
      action: 'newsletter.begun',
      ...letterEntity(held),
      after: { subject: held.subject, mailingId },
    });
  });
}

/** Puts the next receivers on the list, and lets the mailing go after the last of them. @returns whether there may be more */
async function listNext(ctx: Ctx, id: number, origin: string): Promise<boolean> {
  return ctx.db.transaction().execute(async (trx) => {
    const held = await lockLetter(trx, id);
    if (held?.state !== 'sending' || held.mailingId === null || held.listedAt !== null) return false;
    const now = ctx.clock.now();
    const people = await takeAudience(trx, audienceOf(held), now, held.listedTo, BATCH);
    const last = people.at(-1);
    if (last === undefined) {
      // those on the list are counted, not those who would be on it now: some may have left while it was made
      const { counts } = await mailingState(trx, held.mailingId);
      if (isOfGroup(held) && counts.waiting < FEWEST_TOLD) {
        await leaveOut(trx, ctx, held);
        return false;
      }
      await releaseMailing(trx, ctx, held.mailingId);
      await noteSending(trx, id, { listedAt: now });
      return false;
    }
    // cards are held by this, and subscribers after them
    await tellByWhatsapp(
      trx,
      ctx,
      held,
      people.flatMap(({ byWhatsapp }) => byWhatsapp ?? []),
    );
    const there = await holdAudience(
      trx,
      people.map(({ subscriberId }) => subscriberId),
    );
    await addDeliveries(
      trx,
      held.mailingId,
      people
        .filter(({ subscriberId }) => there.has(subscriberId))
        .map(({ subscriberId, email, language, unsubscribeUrlPath, preferencesPath }) => ({
          ...{ subscriberId, email, language },
          unsubscribeUrl: origin + unsubscribeUrlPath,
          preferencesUrl: origin + preferencesPath,
        })),
    );
    await noteSending(trx, id, { listedTo: last.subscriberId });
    return true;
  });
}

/** Notes that a letter went to all, or was called off where mailings are. @returns whether its mailing is over */
async function finish(ctx: Ctx, { id, mailingId }: { id: number; mailingId: number }): Promise<boolean> {
  const { state, doneAt } = await mailingState(ctx.db, mailingId);
  if (state !== 'done' && state !== 'cancelled') return false;
  // as long as some wait for the morning by WhatsApp it is not sent to all, and can be called off
  if (state === 'done' && (await waitsAbout(ctx.db, noticesOf(id), ctx.clock.now()))) return true;
  await ctx.db.transaction().execute(async (trx) => {
    const held: LetterRow | undefined = await lockLetter(trx, id);
    if (held?.state !== 'sending') return;
    const now = ctx.clock.now();
    const isDone = state === 'done';
    if (!isDone) await withdrawNotices(trx, ctx, noticesOf(id));
    await updateLetter(trx, id, {
      state: isDone ? 'sent' : 'cancelled',
      ...(isDone && { sentAt: doneAt ?? now }),
      changedAt: now,
    });
    await recordAudit(trx, ctx, {
      action: isDone ? 'newsletter.sent' : 'newsletter.cancelled',
      ...letterEntity(held),
      after: { subject: held.subject },
    });
  });
  return true;
}

/** Does something for each letter; one that cannot be done keeps none of the others, and is told of at the end. */
async function forEach<T>(letters: readonly T[], signal: AbortSignal | undefined, work: (letter: T) => Promise<void>) {
  let failed: Error | null = null;
  for (const letter of letters) {
    if (signal?.aborted) break;
    try {
      await work(letter);
    } catch (error) {
      failed ??= error instanceof Error ? error : new Error(String(error));
    }
  }
  return failed;
}

/**
 * One round: letters whose hour has come are begun, their receivers listed, and what is through is noted. Each step is whole or not at all, so that
 * whoever is killed in between goes on where it stood, and nobody has a letter twice.
 * @param origin `https://…` of the site
 */
export async function sendLetters(
  ctx: Ctx,
  { origin, signal }: { origin: string; signal?: AbortSignal },
): Promise<void> {
  const due = await selectDue(ctx.db, ctx.clock.now(), MOST_AT_ONCE);
  const unbegun = await forEach(due, signal, async (id) => begin(oneAct(ctx), id, origin));
  const unlisted = await forEach(await selectUnderWay(ctx.db), signal, async ({ id, mailingId, listedAt }) => {
    if (mailingId !== null && (await finish(oneAct(ctx), { id, mailingId }))) return;
    let more = listedAt === null;
    while (more && !signal?.aborted) more = await listNext(oneAct(ctx), id, origin);
  });
  const failed = unbegun ?? unlisted;
  if (failed) throw failed;
}
