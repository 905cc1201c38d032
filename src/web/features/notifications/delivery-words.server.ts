import { noticeName, type Delivery, type NoticeKinds } from '#modules/people/notifications';
import type { DeliveryState } from '#modules/people/notifications/client';
import type { Ctx, Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { channelName } from './parts/notice-words.ts';

export const stateName = (state: DeliveryState, locale: Locale): string =>
  sentenceOf('notice_state', state, {}, locale) ?? state;
export const outcomeName = (outcome: string, locale: Locale): string =>
  sentenceOf('notice_outcome', outcome, {}, locale) ?? outcome;

const marks = {
  pending: 'wait',
  sending: 'wait',
  sent: 'on',
  failed: 'late',
  unknown: 'late',
  cancelled: 'off',
} as const;

/** A delivery as the list shows it. */
export function showDelivery(delivery: Delivery, kinds: NoticeKinds, { locale }: Pick<Ctx, 'locale'>) {
  const { state, outcome, channel } = delivery;
  const when = (at: Date): string => formatInstant(at, delivery.timeZone, locale, 'medium');
  const sentByHand = state === 'sent' && channel === 'phone';
  const automatic = channel !== 'phone';
  return {
    id: delivery.id,
    number: delivery.memberNumber,
    name: delivery.memberName,
    library: delivery.libraryName,
    topics: delivery.topics.map((topic) => noticeName(kinds, topic, locale)),
    channel: channelName(channel),
    mark: marks[state],
    state: delivery.receipt === null ? stateName(state, locale) : receiptName(delivery.receipt),
    outcome: outcome && outcomeName(sentByHand ? 'sent_by_hand' : outcome, locale),
    detail: delivery.outcomeDetail,
    by: delivery.decidedBy,
    attempts: delivery.attempts,
    created: when(delivery.createdAt),
    finished: delivery.finishedAt && when(delivery.finishedAt),
    next: state === 'pending' && automatic ? when(delivery.nextAttemptAt) : null,
    can: {
      retry: automatic && (state === 'failed' || state === 'unknown'),
      arrived: state === 'unknown',
      drop: state === 'pending' || state === 'unknown',
    },
  };
}

const receiptName = (receipt: 'delivered' | 'read'): string =>
  receipt === 'read' ? m.notice_receipt_word_read() : m.notice_receipt_word_delivered();
