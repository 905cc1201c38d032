import {
  noticeName,
  type NoticeKind,
  type NoticeKinds,
  type ScheduleValue,
  type ScheduleView,
} from '#modules/people/notifications';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';

function inWords({ days, side }: ScheduleView): string {
  if (days === null) return m.notice_schedule_holds_off();
  if (days === 0 || side === 'day') return m.notice_schedule_holds_day();
  return side === 'before' ? m.notice_schedule_holds_before({ days }) : m.notice_schedule_holds_after({ days });
}

/** The rows of the form; `typed` wins over what is stored. */
export const scheduleRows = (
  kinds: NoticeKinds,
  views: readonly ScheduleView[],
  typed: Record<string, string> | null,
  locale: Locale,
) =>
  views.map((view) => {
    const { topic, side, own, days } = view;
    return {
      topic,
      name: noticeName(kinds, topic, locale),
      side,
      mode: typed?.[`mode_${topic}`] ?? (typeof own === 'number' ? 'on' : own),
      days: typed?.[`days_${topic}`] ?? (days === null ? '' : String(days)),
      holds: inWords(view),
    };
  });

/** What the form says. A number that is none stays what it is, so that the use case refuses it at its field. */
export function scheduleOf(kinds: NoticeKinds, values: Record<string, string>): Record<string, ScheduleValue> {
  const valueOf = ({ topic, scheduled }: NoticeKind): ScheduleValue => {
    const mode = values[`mode_${topic}`];
    if (mode === 'off') return 'off';
    if (mode !== 'on') return 'inherit';
    return scheduled === 'day' ? 0 : Number.parseInt(values[`days_${topic}`] ?? '', 10);
  };
  const scheduled = [...kinds.values()].filter((kind) => kind.scheduled !== null);
  return Object.fromEntries(scheduled.map((kind) => [kind.topic, valueOf(kind)]));
}
