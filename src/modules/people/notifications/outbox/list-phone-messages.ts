import { listLibraries } from '#modules/ground/libraries';
import { contactMembers } from '#modules/people/members';
import { authorizeAnywhere, grantedLibraries, servedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { selectDeliveryNotices } from '../data/deliveries.queries.ts';
import { selectPhoneDeliveries } from '../data/delivery-log.queries.ts';
import { clickToSend, internationalPhone } from '#shared/phone-number';
import { noteSlip } from './slipped.ts';
import type { KeptNotice } from '../notice-kind.ts';
import { writeMessage, type Letter } from '../texts/write-message.ts';

export interface PhoneMessage {
  deliveryId: number;
  memberNumber: string;
  memberName: string;
  phone: string;
  text: string;
  /** Opens WhatsApp with the text in it, ready to be sent. */
  href: string;
  libraryName: string;
  since: Date;
}
type Needs = Pick<Services, 'config' | 'notices'>;
const AT_ONCE = 50;

/** Messages that wait to be sent from the library's phone, the oldest first. Needs `notices.send`. */
export async function listPhoneMessages(ctx: Ctx, needs: Needs): Promise<PhoneMessage[]> {
  authorizeAnywhere(ctx, 'notices.send');
  const { publicUrl } = needs.config;
  const homes = servedLibraries(ctx.actor, 'notices.send');
  const rows = await selectPhoneDeliveries(ctx.db, grantedLibraries(ctx.actor, 'notices.send'), homes, AT_ONCE);
  const contacts = await contactMembers(
    ctx.db,
    rows.map((row) => row.memberId),
  );
  const libraries = new Map((await listLibraries(ctx)).map((library) => [library.id, library]));
  const messages: PhoneMessage[] = [];
  for (const row of rows) {
    const contact = contacts.get(row.memberId);
    const library = libraries.get(row.libraryId);
    const phone = internationalPhone(contact?.phone ?? null);
    const stored = await selectDeliveryNotices(ctx.db, row.id, ctx.clock.now());
    if (!contact || !library || phone === null || stored.length === 0) continue;
    const body = await bodyOf(ctx, needs, { deliveryId: row.id, stored, contact, library, publicUrl });
    if (body === null) continue;
    messages.push({
      deliveryId: row.id,
      memberNumber: contact.number,
      memberName: contact.fullName,
      phone,
      text: body,
      href: clickToSend(phone, body),
      libraryName: library.name,
      since: row.createdAt,
    });
  }
  return messages;
}

/** null: it cannot be written, which keeps no other from being sent. */
async function bodyOf(
  { db }: Pick<Ctx, 'db'>,
  { notices: kinds }: Needs,
  about: Pick<Letter, 'contact' | 'library' | 'publicUrl'> & {
    deliveryId: number;
    stored: readonly KeptNotice[];
  },
): Promise<string | null> {
  const { deliveryId, stored: notices, ...rest } = about;
  try {
    return (await writeMessage(db, kinds, { channel: 'whatsapp', notices, ...rest })).body;
  } catch (error) {
    noteSlip('delivery', deliveryId, error);
    return null;
  }
}
