import type { MailHealth, MailRecord, RecordReason, RecordState, SenderRecord } from '#modules/city/mail-health/client';
import { m } from '#i18n/messages';
import { formatInstant, type DateLocale } from '#shared/dates';

type Mark = 'on' | 'wait' | 'late' | 'off';
const STATES: Record<RecordState, { mark: Mark; words: () => string }> = {
  present: { mark: 'on', words: m.mailhealth_state_present },
  missing: { mark: 'late', words: m.mailhealth_state_missing },
  different: { mark: 'wait', words: m.mailhealth_state_different },
  unreachable: { mark: 'off', words: m.mailhealth_state_unreachable },
};
const REASONS: Record<Exclude<RecordReason, ''>, () => string> = {
  twice: m.mailhealth_reason_twice,
  unreadable: m.mailhealth_reason_unreadable,
  server_missing: m.mailhealth_reason_server_missing,
  server_unknown: m.mailhealth_reason_server_unknown,
  open_to_all: m.mailhealth_reason_open_to_all,
  too_many_lookups: m.mailhealth_reason_too_many_lookups,
  key_differs: m.mailhealth_reason_key_differs,
  key_revoked: m.mailhealth_reason_key_revoked,
  only_watching: m.mailhealth_reason_only_watching,
  of_parent: m.mailhealth_reason_of_parent,
  no_policy: m.mailhealth_reason_no_policy,
};
const RECORDS: Record<MailRecord, { title: () => string; note: () => string }> = {
  spf: { title: m.mailhealth_spf, note: m.mailhealth_spf_note },
  dkim: { title: m.mailhealth_dkim, note: m.mailhealth_dkim_note },
  dmarc: { title: m.mailhealth_dmarc, note: m.mailhealth_dmarc_note },
};
const KEYS: Record<MailHealth['keys'][number]['state'], () => string> = {
  waiting: m.mailhealth_key_waiting,
  used: m.mailhealth_key_used,
  replaced: m.mailhealth_key_replaced,
};

/** What is to be done; null: nothing. */
function adviceOf({ state, reason }: SenderRecord): string | null {
  if (state === 'missing') return m.mailhealth_state_missing_do();
  if (state === 'unreachable') return m.mailhealth_state_unreachable_do();
  return reason === '' ? null : REASONS[reason]();
}

/** What is to be said of a key: one in use rests while the name service lacks it. */
function keyWords({ selector, state }: MailHealth['keys'][number], signedBy: string | null): string {
  return state === 'used' && selector !== signedBy ? m.mailhealth_key_resting() : KEYS[state]();
}

function recordView(record: SenderRecord, { keys, signedBy }: Pick<MailHealth, 'keys' | 'signedBy'>) {
  const { mark, words } =
    record.state === null ? { mark: 'off' as const, words: m.mailhealth_state_unasked } : STATES[record.state];
  const key = record.record === 'dkim' ? keys.find(({ name }) => name === record.name) : undefined;
  return {
    name: record.name,
    value: record.value,
    mark,
    state: words(),
    advice: adviceOf(record),
    key: key ? keyWords(key, signedBy) : null,
    // what is as it should be says nothing more
    found: record.state === 'different' ? record.found : [],
  };
}

function mailboxWords({ mailbox, address }: MailHealth): { isWarning: boolean; words: string } {
  if (mailbox === null) return { isWarning: true, words: m.mailhealth_mailbox_none() };
  if (mailbox.includes('@') && mailbox !== address) {
    return { isWarning: true, words: m.mailhealth_mailbox_other({ address, mailbox }) };
  }
  return { isWarning: false, words: m.mailhealth_mailbox({ mailbox }) };
}

/** How it stands with the mails that we send, in the words of the reader. */
export function senderView(health: MailHealth, { zone, locale }: { zone: string; locale: DateLocale }) {
  const { address, domain, keys, bounces } = health;
  const checkedAt = health.records.find((record) => record.checkedAt !== null)?.checkedAt ?? null;
  const section = (record: MailRecord) => ({
    ...{ id: record, title: RECORDS[record].title(), note: RECORDS[record].note() },
    records: health.records.filter((one) => one.record === record).map((one) => recordView(one, health)),
  });
  const counts = [
    { label: m.mailhealth_count_hard(), count: bounces.hard },
    { label: m.mailhealth_count_soft(), count: bounces.soft },
    { label: m.mailhealth_count_complaint(), count: bounces.complaint },
    { label: m.mailhealth_count_blocked(), count: bounces.blocked },
  ];
  return {
    from: domain === null ? null : m.mailhealth_from({ address }),
    house: domain === null ? m.mailhealth_house({ address }) : null,
    sendsMail: health.sendsMail,
    asked: checkedAt
      ? m.mailhealth_asked_at({ when: formatInstant(checkedAt, zone, locale) })
      : m.mailhealth_asked_never(),
    sections: domain === null ? [] : [section('spf'), section('dkim'), section('dmarc')],
    mayMakeKey: health.mayMakeKey && !keys.some(({ state }) => state === 'waiting'),
    hasKey: keys.length > 0,
    mailbox: mailboxWords(health),
    counts: counts.every(({ count }) => count === 0)
      ? null
      : counts.map(({ label, count }) => ({ label, count: count.toLocaleString(locale) })),
    blocked: health.blocked.map(({ notedAt, status, detail }) =>
      m.mailhealth_blocked_detail({ when: formatInstant(notedAt, zone, locale), status: status || '–', detail }),
    ),
  };
}

export type SenderView = ReturnType<typeof senderView>;
