import { writeLetterConsents, type LetterConsent } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { selectTopics } from '../data/topics.queries.ts';
import { selectChoices, type SubscriberRow } from '../data/subscribers.queries.ts';

/** By which way something was said. */
export type SaidBy = LetterConsent['channel'];

/** What changed, for the trace. */
export interface Chosen {
  added: string[];
  dropped: string[];
}

const aboutWhom = ({ subscriberKey, memberId }: SubscriberRow, channel: SaidBy) => ({
  ...{ subscriberKey, memberId, channel, way: 'email' as const },
});

/**
 * Writes into the ledger what somebody wants letters about from now on; what is chosen follows it by a trigger. The caller holds the row. Throws
 * `platform.invalid_input` (topicIds) for a topic that is none or archived.
 */
export async function applyTopics(
  trx: Tx,
  ctx: Ctx,
  held: SubscriberRow,
  { topicIds, channel }: { topicIds: readonly number[]; channel: SaidBy },
): Promise<Chosen> {
  const before = await selectChoices(trx, held.id);
  const known = await selectTopics(trx);
  const wanted = topicIds.filter((id) => before.every((one) => one.id !== id));
  const added = known.filter(({ id, archived }) => wanted.includes(id) && !archived);
  if (added.length !== wanted.length) throw platformErrors.invalidInput({}, { topicIds: 'invalid' });
  const dropped = before.filter(({ id }) => !topicIds.includes(id));
  const about = { ...aboutWhom(held, channel), purpose: 'letters' as const };
  await writeLetterConsents(trx, ctx, [
    ...dropped.flatMap(({ code: topic }) => [
      { ...about, topic, act: 'withdrawn' as const },
      // who wants no letters about something wants none by another way
      { ...about, topic, way: 'whatsapp' as const, act: 'withdrawn' as const },
    ]),
    ...added.map(({ code: topic }) => ({ ...about, topic, act: 'given' as const })),
  ]);
  return { added: added.map(({ code }) => code), dropped: dropped.map(({ code }) => code) };
}

/**
 * Writes whether a member wants the letters that they chose by WhatsApp too; after {@link applyTopics}, and the caller has seen that they may
 * say yes. @returns whether something is new
 */
export async function applyWhatsapp(
  trx: Tx,
  ctx: Ctx,
  held: SubscriberRow,
  { byWhatsapp, channel }: { byWhatsapp: boolean; channel: SaidBy },
): Promise<boolean> {
  const act = byWhatsapp ? 'given' : 'withdrawn';
  const about = { ...aboutWhom(held, channel), way: 'whatsapp' as const, purpose: 'letters' as const };
  const chosen = await selectChoices(trx, held.id);
  return (
    (await writeLetterConsents(
      trx,
      ctx,
      chosen.map(({ code: topic }) => ({ ...about, topic, act })),
    )) > 0
  );
}

/** The same of letters that are fitted to what somebody borrows. @returns whether it is new */
export async function applyReading(
  trx: Tx,
  ctx: Ctx,
  held: SubscriberRow,
  { reading, channel }: { reading: boolean; channel: SaidBy },
): Promise<boolean> {
  const act = reading ? 'given' : 'withdrawn';
  const about = { ...aboutWhom(held, channel), purpose: 'letters_reading' as const, topic: null };
  return (await writeLetterConsents(trx, ctx, [{ ...about, act }])) > 0;
}

/** Writes what somebody has chosen under a card that was not known before, so that it is taken back with all that the card said. The caller holds both. */
export async function underCard(trx: Tx, ctx: Ctx, held: SubscriberRow): Promise<void> {
  const about = { ...aboutWhom(held, 'email'), purpose: 'letters' as const, act: 'given' as const };
  const chosen = await selectChoices(trx, held.id);
  await writeLetterConsents(
    trx,
    ctx,
    chosen.map(({ code: topic }) => ({ ...about, topic })),
  );
}
