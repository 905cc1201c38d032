import { channelsTo, chatsHeard } from '#modules/people/notifications';
import type { Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import type { Ticket } from './data/tickets.queries.ts';

export type HearNeeds = Pick<Services, 'config' | 'mailer' | 'secrets'>;

/**
 * Whether what somebody writes back to a message about their ticket comes to that ticket, by whichever way they are told now. Where not, they are
 * pointed to a page.
 */
export async function hearsBack(
  trx: Tx,
  { config, ...needs }: HearNeeds,
  { memberId, contact, via }: Pick<Ticket, 'memberId' | 'contact' | 'via'>,
): Promise<boolean> {
  const byMail = config.imapUrl !== null;
  const chats = await chatsHeard(trx);
  if (memberId === null) return contact.includes('@') ? byMail : via === 'whatsapp' && chats.whatsapp;
  const told = await channelsTo({ ...needs, db: trx }, memberId, 'holds');
  const byTelegram = via === 'telegram' && chats.telegram;
  return told.length > 0 && told.every((way) => (way === 'email' && byMail) || (way === 'telegram' && byTelegram));
}
