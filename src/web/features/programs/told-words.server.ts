import { channelsTo, channelsToGuests } from '#modules/people/notifications';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';

type Needs = Pick<Services, 'db' | 'mailer' | 'secrets'>;

/** How news of an enrolment comes to whoever comes, by the channels that are open now. */
export async function toldInWords(
  services: Needs,
  enrolment: { memberId: number | null; placedByMemberId: number | null; contact: string },
): Promise<string> {
  const { placedByMemberId, contact } = enrolment;
  // a child without a card is told through the member who enrolled them
  const memberId = placedByMemberId ?? enrolment.memberId;
  if (memberId !== null) {
    const channels = await channelsTo(services, memberId, 'holds');
    return channels.length > 0 ? m.programs_told_member() : m.programs_told_account();
  }
  if (contact === '') return m.programs_told_page();
  if (!contact.includes('@')) return m.programs_told_phone();
  return (await channelsToGuests(services)).email ? m.programs_told_mail() : m.programs_told_mail_staff();
}

/** What a guest reads at the field in which they leave an address. */
export async function contactHint(services: Needs): Promise<string> {
  const { email } = await channelsToGuests(services);
  return email ? m.programs_contact_hint() : m.programs_contact_hint_staff();
}
