import { clickToSend } from '#shared/phone-number';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { OutcomeCode } from '../carriers/carrier.ts';
import { endGuestCall, selectGuestCalls } from '../data/guest-messages.queries.ts';
import { noteSlip } from '../outbox/slipped.ts';
import { writeToGuest, type WriteNeeds } from './write-to-guest.ts';

/** Somebody without an account who waits for a person to tell them something. */
export interface GuestCall {
  id: number;
  about: string;
  name: string;
  /** In international form, or null: there is an e-mail address. */
  phone: string | null;
  email: string | null;
  text: string;
  /** Opens WhatsApp or the mail program with the text in it, ready to be sent. */
  href: string;
  /** Why it was not sent by itself (message `notice_outcome_<code>`); null: its channel is not open. */
  outcome: OutcomeCode | null;
  since: Date;
}

/** Who is to be told something about things by a person, the oldest first; for whoever runs the things and has checked who asks. */
export async function guestCalls(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  needs: Omit<WriteNeeds, 'db'>,
  abouts: readonly string[],
): Promise<GuestCall[]> {
  const calls: GuestCall[] = [];
  for (const row of await selectGuestCalls(db, abouts, clock.now())) {
    const { id, about, name, phone, email, outcome, createdAt: since } = row;
    try {
      const { subject, body: text } = await writeToGuest({ ...needs, db }, row, phone === null ? 'email' : 'whatsapp');
      const href = phone === null ? clickToMail(email ?? '', subject, text) : clickToSend(phone, text);
      calls.push({ id, about, name, phone, email, text, href, outcome, since });
    } catch (error) {
      // one that cannot be written keeps nobody else waiting
      noteSlip('guest message', id, error);
    }
  }
  return calls;
}

/** Somebody was told; the address goes. @returns the thing it was about; undefined: somebody else has done it, or it says nothing true any more */
export const noteGuestCall = async (
  trx: Tx,
  ctx: Ctx,
  id: number,
  abouts: readonly string[],
): Promise<string | undefined> => endGuestCall(trx, id, abouts, ctx.clock.now());

const clickToMail = (email: string, subject: string, text: string): string =>
  `mailto:${encodeURIComponent(email).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
