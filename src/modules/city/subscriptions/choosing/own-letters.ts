import { getOwnMember, requireOwnVoice } from '#modules/people/members';
import { internationalPhone } from '#shared/phone-number';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import type { OwnLetters } from '../client.ts';
import { findSubscriber, lockSubscriber, selectOfMember, type SubscriberRow } from '../data/subscribers.queries.ts';
import { selectOpen } from '../data/requests.queries.ts';
import { subscriptionErrors } from '../errors.ts';
import { keepRequest } from '../joining/ask-letters.ts';
import { nearestLibrary } from '../joining/nearest-library.ts';
import { ownInput, type OwnInput } from '../schema.ts';
import { applyWhatsapp } from './apply-choice.ts';
import { heldSubscriber } from './held-subscriber.ts';
import { lettersOf, writeChoice } from './preferences.ts';

/** The letters of the member who is signed in. */
export interface MemberLetters {
  /** On their record; null: none, and nothing can be switched on. */
  email: string | null;
  /** There is a number on the record to which WhatsApp can write. */
  hasPhone: boolean;
  letters: OwnLetters | null;
  /** A mail asks them to confirm, and what they chose there. */
  waiting: number[] | null;
}

const memberId = ({ actor }: Ctx): number => {
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  return actor.id;
};

/** What the member who is signed in gets. */
export async function viewOwnLetters(ctx: Ctx): Promise<MemberLetters> {
  const id = memberId(ctx);
  const [{ email, phone }, row, open] = [
    await getOwnMember(ctx),
    await findSubscriber(ctx.db, { memberId: id }),
    await selectOpen(ctx.db, { memberId: id }),
  ];
  const now = ctx.clock.now();
  return {
    email,
    hasPhone: internationalPhone(phone) !== null,
    letters: row ? await lettersOf(ctx.db, row, now) : null,
    waiting: open.find(({ expiresAt }) => expiresAt > now)?.topicIds ?? null,
  };
}

/** Whether this is the mailbox of the record, which has confirmed and takes letters. */
const isOpenMailbox = (row: SubscriberRow | undefined, email: string | null): row is SubscriberRow =>
  row !== undefined && row.stoppedAt === null && row.email === email;

/** The account shows one mailbox of the card: by WhatsApp nothing comes that it does not show. The caller holds the card. */
async function endOthersByWhatsapp(trx: Tx, ctx: Ctx, shown: SubscriberRow): Promise<void> {
  if (shown.memberId === null) return;
  for (const { id } of await selectOfMember(trx, shown.memberId)) {
    const other = id === shown.id ? undefined : await lockSubscriber(trx, id);
    if (other) await applyWhatsapp(trx, ctx, other, { byWhatsapp: false, channel: 'web' });
  }
}

/**
 * A member chooses in the account. A mailbox that has confirmed needs no second mail; another one, or one that was stopped, is asked by a mail
 * first, and what is switched off is off at once. Whoever is below 18 switches off alone. Throws `members.guardian_must_consent`,
 * `subscriptions.no_address`, `platform.invalid_input`.
 * @returns `asked`: a mail is on its way, and the rest is as it was
 */
export async function saveOwnLetters(ctx: Ctx, secrets: Secrets, input: OwnInput): Promise<'saved' | 'asked'> {
  const id = memberId(ctx);
  const choice = parseInput(ownInput, input);
  await nearestLibrary(ctx, choice.libraryId);
  const record = await getOwnMember(ctx);
  const email = record.email?.trim().toLowerCase() ?? null;
  if (choice.byWhatsapp && internationalPhone(record.phone) === null) throw subscriptionErrors.noPhone();
  const row = await findSubscriber(ctx.db, { memberId: id });
  const before = row ? await lettersOf(ctx.db, row, ctx.clock.now()) : null;
  const chosen = before?.topicIds ?? [];
  const adds = choice.topicIds.some((one) => !chosen.includes(one));
  const opens = choice.byWhatsapp && before?.byWhatsapp !== true;
  // of who was stopped the mailbox itself says that letters may come again
  const returns = row !== undefined && row.stoppedAt !== null && choice.topicIds.length > 0;
  if (adds || opens || returns || (choice.reading && row?.readingSince === null)) await requireOwnVoice(ctx, id);
  const asks = (adds || returns) && !isOpenMailbox(row, email);
  if (asks && email === null) throw subscriptionErrors.noAddress();
  if (row) {
    // what was switched off goes at once, whatever a mail still asks
    const topicIds = asks ? choice.topicIds.filter((one) => chosen.includes(one)) : choice.topicIds;
    await ctx.db.transaction().execute(async (trx) => {
      const held = await heldSubscriber(trx, { id: row.id });
      if (held?.memberId !== id) throw platformErrors.versionConflict();
      await writeChoice(trx, ctx, held, { ...choice, topicIds, pauseDays: 'keep', channel: 'web', resumes: false });
      await endOthersByWhatsapp(trx, ctx, held);
    });
  }
  if (!asks || email === null) return 'saved';
  const { topicIds, language, libraryId } = choice;
  await keepRequest(ctx, secrets, { topicIds, language, libraryId, email, memberId: id, proven: true });
  return 'asked';
}
