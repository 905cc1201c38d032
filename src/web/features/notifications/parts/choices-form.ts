import type { Choice, ChoicesView } from '#modules/people/notifications';
import { channels, topicGroups, type Channel, type TopicGroup } from '#modules/people/notifications/client';
import { m } from '#i18n/messages';
import { channelName } from './notice-words.ts';

const groupWords: Record<TopicGroup, { title: () => string; hint: () => string }> = {
  loans: { title: m.notice_group_loans, hint: m.notice_group_loans_hint },
  holds: { title: m.notice_group_holds, hint: m.notice_group_holds_hint },
  membership: { title: m.notice_group_membership, hint: m.notice_group_membership_hint },
  receipts: { title: m.notice_group_receipts, hint: m.notice_group_receipts_hint },
  news: { title: m.notice_group_news, hint: m.notice_group_news_hint },
};

/** Channels that this member can choose: those that are open, and WhatsApp by hand where there is a telephone number. */
export const offeredChannels = ({ reach, hasPhone }: Pick<ChoicesView, 'reach' | 'hasPhone'>): Channel[] =>
  channels.filter((channel) => reach[channel].open || (channel === 'whatsapp' && hasPhone));

/** Every group of topics with its boxes; a group that consent shuts has none, and says why. */
export const ownChoices = ({ choices, consents }: ChoicesView, offered: readonly Channel[]) =>
  topicGroups.map((group) => {
    const shut =
      group === 'loans' && consents.reminders === 'withdrawn'
        ? m.notice_own_no_reminders()
        : group === 'news' && !consents.news
          ? m.notice_own_no_news()
          : null;
    return {
      group,
      title: groupWords[group].title(),
      hint: groupWords[group].hint(),
      shut,
      boxes:
        shut === null
          ? offered.map((channel) => ({
              value: `${group}:${channel}`,
              label: channelName(channel),
              wanted: choices.some((one) => one.group === group && one.channel === channel && one.wanted),
            }))
          : [],
    };
  });

/** What the form says: of the boxes that it showed (`seen`), which are ticked (`want`). */
export function choicesOf(form: FormData): Choice[] {
  const wanted = new Set(form.getAll('want'));
  return form.getAll('seen').flatMap((value) => {
    const [first, second] = typeof value === 'string' ? value.split(':') : [];
    const group = topicGroups.find((known) => known === first);
    const channel = channels.find((known) => known === second);
    return group && channel ? [{ group, channel, wanted: wanted.has(value) }] : [];
  });
}
