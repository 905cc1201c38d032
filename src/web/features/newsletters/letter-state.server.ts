import type { LetterLine } from '#modules/city/newsletters/client';
import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { formatInstant } from '#shared/dates';

type Mark = 'on' | 'out' | 'wait' | 'off';

/** What a letter is now, in words with its mark. */
export function stateLetter(
  { state, submittedBy, sendAt, sentAt }: Pick<LetterLine, 'state' | 'submittedBy' | 'sendAt' | 'sentAt'>,
  { zone, locale }: { zone: string; locale: Locale },
): { stateWords: string; mark: Mark } {
  const hour = (at: Date | null): string => (at === null ? '' : formatInstant(at, zone, locale, 'medium'));
  switch (state) {
    case 'draft':
      return { stateWords: m.newsletters_state_draft(), mark: 'out' };
    case 'submitted':
      return { stateWords: m.newsletters_state_submitted({ name: submittedBy }), mark: 'wait' };
    case 'approved':
      return { stateWords: m.newsletters_state_approved(), mark: 'wait' };
    case 'scheduled':
      return { stateWords: m.newsletters_state_scheduled({ at: hour(sendAt) }), mark: 'wait' };
    case 'sending':
      return { stateWords: m.newsletters_state_sending(), mark: 'on' };
    case 'sent':
      return { stateWords: m.newsletters_state_sent({ at: hour(sentAt) }), mark: 'on' };
    case 'cancelled':
      return { stateWords: m.newsletters_state_cancelled(), mark: 'off' };
  }
}
