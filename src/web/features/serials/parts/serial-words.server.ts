import { issueName, type Issue, type SerialHoldings, type Subscription } from '#modules/collection/serials';
import type { Frequency, IssueState } from '#modules/collection/serials/client';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

type Speaks = Pick<Ctx, 'locale'>;

const FREQUENCIES: Record<Frequency, () => string> = {
  daily: () => m.serial_frequency_daily(),
  weekly: () => m.serial_frequency_weekly(),
  fortnightly: () => m.serial_frequency_fortnightly(),
  monthly: () => m.serial_frequency_monthly(),
  bimonthly: () => m.serial_frequency_bimonthly(),
  quarterly: () => m.serial_frequency_quarterly(),
};
export const frequencyName = (frequency: Frequency): string => FREQUENCIES[frequency]();

const STATES: Record<IssueState, { kind: 'on' | 'wait' | 'late' | 'off' | 'here'; words: () => string }> = {
  expected: { kind: 'wait', words: () => m.serial_state_expected() },
  late: { kind: 'late', words: () => m.serial_state_late() },
  received: { kind: 'on', words: () => m.serial_state_received() },
  missing: { kind: 'off', words: () => m.serial_state_missing() },
  bound: { kind: 'here', words: () => m.serial_state_bound() },
};

export const subscriptionHref = (id: number): string => localizeHref(`/staf/berkala/${id}`);

export const subscriptionView = (subscription: Subscription, { locale }: Speaks) => ({
  id: subscription.id,
  href: subscriptionHref(subscription.id),
  title: subscription.title,
  recordHref: localizeHref(`/katalog/${subscription.bibId}`),
  library: subscription.library.name,
  supplier: subscription.supplier,
  frequency: frequencyName(subscription.frequency),
  period: m.serial_period({
    from: formatDate(subscription.startsOn, locale, 'medium'),
    to: formatDate(subscription.endsOn, locale, 'medium'),
  }),
  ended: subscription.endReason,
  received: subscription.received,
  late: subscription.late,
  missing: subscription.missing,
});

export const issueView = (issue: Issue, zone: string, { locale }: Speaks) => ({
  id: issue.id,
  name: issueName(issue),
  expected: formatDate(issue.expectedOn, locale, 'medium'),
  received: issue.receivedOn === null ? '' : formatDate(issue.receivedOn, locale, 'medium'),
  barcode: issue.barcode ?? '',
  state: STATES[issue.state].words(),
  kind: STATES[issue.state].kind,
  mayReceive: issue.state === 'expected' || issue.state === 'late' || issue.state === 'missing',
  mayGiveUp: issue.state === 'late',
  isHere: issue.state === 'received',
  claims:
    issue.claims === 0 || issue.claimedAt === null
      ? null
      : m.serial_claimed({
          count: issue.claims,
          date: formatDate(localDate(issue.claimedAt, zone), locale, 'medium'),
        }),
});

/** `Perpustakaan Kota: 23 terbitan, terakhir Th. 12 No. 3 (1 November 2026)` */
export const holdingsInWords = ({ libraryName, received, latest }: SerialHoldings, { locale }: Speaks): string =>
  m.serial_holdings_line({
    library: libraryName,
    count: received,
    issue: issueName(latest),
    date: formatDate(latest.expectedOn, locale),
  });
