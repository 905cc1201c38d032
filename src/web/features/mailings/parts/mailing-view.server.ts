import {
  LETTER_STATES,
  type LetterState,
  type MailingLine,
  type MailingProgress,
  type UnknownLetter,
} from '#modules/city/mailings/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Locale } from '#platform/context';
import { formatInstant } from '#shared/dates';

/** Where letters on their way are seen. */
export const MAILINGS = '/staf/kabar/surat-kabar/kiriman';

const COUNTS: Record<LetterState, () => string> = {
  waiting: m.mailings_count_waiting,
  sending: m.mailings_count_sending,
  sent: m.mailings_count_sent,
  refused: m.mailings_count_refused,
  unknown: m.mailings_count_unknown,
  skipped: m.mailings_count_skipped,
};

/** In which words, and with which mark, it is said how a letter stands. */
export function stateView({ state, startAt }: Pick<MailingLine, 'state' | 'startAt'>, now: Date) {
  switch (state) {
    case 'preparing':
      return { mark: 'off', words: m.mailings_state_preparing() } as const;
    case 'sending':
      return startAt > now
        ? ({ mark: 'wait', words: m.mailings_state_scheduled() } as const)
        : ({ mark: 'out', words: m.mailings_state_sending() } as const);
    case 'paused':
      return { mark: 'wait', words: m.mailings_state_paused() } as const;
    case 'done':
      return { mark: 'on', words: m.mailings_state_done() } as const;
    case 'cancelled':
      return { mark: 'off', words: m.mailings_state_cancelled() } as const;
  }
}

/** How far a letter is, as its pages show it. @param perMinute how many of its mails go in a minute at most */
export function progressView(
  mailing: MailingProgress & { startAt: Date; nextAttemptAt?: Date | null },
  { locale, zone, now, perMinute }: { locale: Locale; zone: string; now: Date; perMinute: number },
) {
  const { counts, state, startedAt, doneAt, startAt, nextAttemptAt = null } = mailing;
  const number = (count: number): string => count.toLocaleString(locale);
  const when = (at: Date): string => formatInstant(at, zone, locale);
  const all = LETTER_STATES.reduce((sum, name) => sum + counts[name], 0);
  const left = counts.waiting + counts.sending;
  const going = state === 'sending' && startAt <= now && left > 0;
  return {
    state: stateView(mailing, now),
    counts: LETTER_STATES.map((name) => ({ name, label: COUNTS[name](), count: number(counts[name]) })),
    bar: { done: all - left, all, words: m.mailings_bar({ done: number(all - left), all: number(all) }) },
    said: [
      state === 'sending' && startAt > now ? m.mailings_start_at({ when: when(startAt) }) : null,
      startedAt && m.mailings_started_at({ when: when(startedAt) }),
      doneAt && m.mailings_done_at({ when: when(doneAt) }),
      going ? m.mailings_eta({ minutes: number(Math.ceil(left / perMinute)), pace: number(perMinute) }) : null,
      nextAttemptAt && m.mailings_next_attempt({ when: when(nextAttemptAt) }),
    ].filter((words) => words !== null),
  };
}
/** What {@link progressView} gives. */
export type ProgressView = ReturnType<typeof progressView>;

const OUTCOMES: Record<string, () => string> = {
  no_answer: m.mailings_outcome_no_answer,
  interrupted: m.mailings_outcome_interrupted,
};

/** Mails in doubt, as a page shows them. */
export const unknownView = (letters: readonly UnknownLetter[], { locale, zone }: { locale: Locale; zone: string }) =>
  letters.map(({ id, email, outcome, detail, at }) => ({
    id,
    address: email ?? m.mailings_unknown_gone(),
    known: email !== null,
    why: OUTCOMES[outcome ?? '']?.() ?? null,
    detail,
    when: at && formatInstant(at, zone, locale),
  }));
/** A mail in doubt on a page. */
export type UnknownView = ReturnType<typeof unknownView>[number];

/** The page of one letter on its way. */
export const mailingHref = (id: number): string => localizeHref(`${MAILINGS}/${id}`);
