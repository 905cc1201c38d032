import type { MemberContact } from '#modules/people/members';
import type { Channel } from '../client.ts';
import type { Reach } from '../rules/choose-channels.ts';
import { internationalPhone } from '#shared/phone-number';

export interface Linked {
  push: ReadonlySet<number>;
  telegram: ReadonlySet<number>;
}

/** By which channels a member can be reached: those that are open, and for which there is an address. */
export function reachOf(
  contact: MemberContact,
  linked: Linked,
  open: Record<Channel, boolean>,
): { reach: Reach; hasPhone: boolean } {
  const hasPhone = internationalPhone(contact.phone) !== null;
  const reach = {
    email: { open: open.email, address: contact.email !== null },
    push: { open: open.push, address: linked.push.has(contact.id) },
    whatsapp: { open: open.whatsapp, address: hasPhone },
    telegram: { open: open.telegram, address: linked.telegram.has(contact.id) },
  };
  return { reach, hasPhone };
}
