import type { ScheduleValue, ScheduleView } from '#modules/people/notifications';
import { scheduledTopics, type ScheduledTopic } from '#modules/people/notifications/client';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import { topicName } from './delivery-words.server.ts';

/** On which side of the day itself a reminder comes. */
const sides: Record<ScheduledTopic, 'before' | 'day' | 'after'> = {
  before_due: 'before',
  due: 'day',
  overdue_1: 'after',
  overdue_2: 'after',
  overdue_3: 'after',
  hold_expiring: 'before',
  membership_expiring: 'before',
};

function inWords(topic: ScheduledTopic, days: number | null): string {
  if (days === null) return m.notice_schedule_holds_off();
  const side = days === 0 ? 'day' : sides[topic];
  if (side === 'day') return m.notice_schedule_holds_day();
  return side === 'before' ? m.notice_schedule_holds_before({ days }) : m.notice_schedule_holds_after({ days });
}

/** The rows of the form; `typed` wins over what is stored. */
export const scheduleRows = (views: readonly ScheduleView[], typed: Record<string, string> | null, locale: Locale) =>
  views.map(({ topic, own, days }) => ({
    topic,
    name: topicName(topic, locale),
    side: sides[topic],
    mode: typed?.[`mode_${topic}`] ?? (typeof own === 'number' ? 'on' : own),
    days: typed?.[`days_${topic}`] ?? (days === null ? '' : String(days)),
    holds: inWords(topic, days),
  }));

/** What the form says. A number that is none stays what it is, so that the use case refuses it at its field. */
export function scheduleOf(values: Record<string, string>): Record<ScheduledTopic, ScheduleValue> {
  const valueOf = (topic: ScheduledTopic): ScheduleValue => {
    const mode = values[`mode_${topic}`];
    if (mode === 'off') return 'off';
    if (mode !== 'on') return 'inherit';
    return sides[topic] === 'day' ? 0 : Number.parseInt(values[`days_${topic}`] ?? '', 10);
  };
  return Object.fromEntries(scheduledTopics.map((topic) => [topic, valueOf(topic)])) as Record<
    ScheduledTopic,
    ScheduleValue
  >;
}
