import { countAudience, countByWhatsapp } from '#modules/city/subscriptions';
import { toldAudience, type Audience } from '#modules/city/subscriptions/client';
import { whatsappLetters, type WhatsappLetters } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { LetterRow } from '../data/letters.queries.ts';
import { readableLetter } from '../held-letter.ts';

/** No programme has this number. */
const NO_PROGRAMME = 0;

/** Who is to have a letter. Of a programme that is gone nobody came. */
export const audienceOf = ({
  topicIds,
  nearId,
  attendedOnly,
  attendedId,
  borrows,
}: Pick<LetterRow, 'topicIds' | 'nearId' | 'attendedOnly' | 'attendedId' | 'borrows'>): Audience => ({
  topicIds,
  // each has it in the own language
  language: null,
  libraryId: nearId,
  attended: attendedOnly ? (attendedId ?? NO_PROGRAMME) : null,
  borrows,
});

/** How many would have a letter now. */
export interface Reach {
  count: number;
  /** Somebody is left out by what they came to or borrow: few of these are not told as a number. */
  isGroup: boolean;
}

/** How many would have a letter now. Needs `news.send` at its library. Throws `newsletters.not_found`. */
export async function reachOf(ctx: Ctx, id: number): Promise<Reach> {
  const letter = await readableLetter(ctx, id);
  const count = letter.topicIds.length === 0 ? 0 : await countAudience(ctx.db, audienceOf(letter), ctx.clock.now());
  return { count, isGroup: isOfGroup(letter) || letter.nearId !== null };
}

/** Whether a letter is for people by what they came to or borrow. */
export const isOfGroup = ({ attendedOnly, borrows }: Pick<LetterRow, 'attendedOnly' | 'borrows'>): boolean =>
  attendedOnly || borrows !== null;

/** Whether a letter goes by WhatsApp too: one of a group does not, since the list of messages names to whom they went. */
export const goesByWhatsapp = (letter: LetterRow): boolean => letter.byWhatsapp && !isOfGroup(letter);

/**
 * Whether a letter is for people by what they came to or borrow, and for fewer than may be told of: whoever sends it would learn who they are, by
 * how many it was. Inside the house only.
 */
export async function isTooSmall(db: Db | Tx, letter: LetterRow, now: Date): Promise<boolean> {
  if (!isOfGroup(letter)) return false;
  return (await countAudience(db, audienceOf(letter), now)) < FEWEST_TOLD;
}

/** How many would have it by WhatsApp too, as far as it is told; null: one to nine. */
export interface WhatsappReach extends WhatsappLetters {
  count: number | null;
}

/**
 * How many would have a letter by WhatsApp too, and what one of those costs; null: it goes by e-mail alone. Needs `news.send` at its library.
 * Throws `newsletters.not_found`.
 */
export async function whatsappReach(ctx: Ctx, id: number): Promise<WhatsappReach | null> {
  const letter = await readableLetter(ctx, id);
  if (!goesByWhatsapp(letter)) return null;
  const count = letter.topicIds.length === 0 ? 0 : await countByWhatsapp(ctx.db, audienceOf(letter), ctx.clock.now());
  // who said so is a part of those who chose a topic
  const told = toldAudience(count, false);
  return { ...(await whatsappLetters(ctx.db)), count: told.kind === 'few' ? null : told.count };
}
