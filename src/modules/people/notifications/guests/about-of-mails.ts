import { timingSafeEqual } from 'node:crypto';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import { isDelivery, selectAboutDeliveries, selectAboutGuestMessages } from '../data/sent-mails.queries.ts';

const PURPOSE = 'guest-mail';
const MAC_LETTERS = 24;
/** `t12.0f3a…`: words that every mail server leaves as they are. */
const GUEST_KEY = /^t([1-9]\d{0,14})\.([0-9a-f]{24})$/;
const DELIVERY_KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const short = (mac: Buffer): string => mac.toString('hex').slice(0, MAC_LETTERS);

/** The left side of the Message-ID of a mail to a guest: the same for every attempt, and made up by nobody who has not seen the mail. */
export const mailKeyOf = (secrets: Secrets, id: number): string => `t${id}.${short(secrets.mac(PURPOSE, String(id)))}`;

/** The message whose id a mail names; null where that was not made here. */
function guestIdOf(secrets: Secrets, key: string): number | null {
  const [, id, mac] = GUEST_KEY.exec(key) ?? [];
  if (id === undefined || mac === undefined) return null;
  const known = secrets.macs(PURPOSE, id).some((one) => timingSafeEqual(Buffer.from(short(one)), Buffer.from(mac)));
  return known ? Number(id) : null;
}

const leftSide = (messageId: string): string =>
  messageId
    .replace(/[<>\s]/g, '')
    .split('@', 1)[0]
    ?.toLowerCase() ?? '';

/** Whether we have sent a mail with this Message-ID: its left side is a key that was made here. */
export async function isOurMail({ db }: Pick<Ctx, 'db'>, secrets: Secrets, messageId: string): Promise<boolean> {
  const key = leftSide(messageId);
  return guestIdOf(secrets, key) !== null || (DELIVERY_KEY.test(key) && (await isDelivery(db, key)));
}

/**
 * What our mails are about that a mail names by their Message-IDs, as an answer and a report of a failure do: whoever knows such an id has seen
 * our mail. Of a mail that tells several things nothing is certain, and it is left out.
 * @param messageIds with or without brackets
 */
export async function aboutOfMails(
  { db }: Pick<Ctx, 'db'>,
  secrets: Secrets,
  messageIds: readonly string[],
): Promise<string[]> {
  const keys = messageIds.map(leftSide);
  const guestIds = keys.flatMap((key) => guestIdOf(secrets, key) ?? []);
  const deliveryKeys = keys.filter((key) => DELIVERY_KEY.test(key));
  const ofGuests = guestIds.length === 0 ? [] : await selectAboutGuestMessages(db, guestIds);
  const ofMembers = deliveryKeys.length === 0 ? [] : await selectAboutDeliveries(db, deliveryKeys);
  return [...new Set([...ofGuests, ...ofMembers])];
}
