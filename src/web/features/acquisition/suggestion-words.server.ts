import type { ReaderSuggestion, StaffSuggestion } from '#modules/stock/acquisition';
import type { Suggestion, SuggestionStatus } from '#modules/stock/acquisition/client';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { formatIsbn13 } from '#shared/isbn';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

type Speaks = Pick<Ctx, 'locale'>;

const STATES: Record<SuggestionStatus, { kind: 'on' | 'wait' | 'off' | 'out'; words: () => string }> = {
  open: { kind: 'wait', words: () => m.suggest_state_open() },
  later: { kind: 'out', words: () => m.suggest_state_later() },
  buy: { kind: 'wait', words: () => m.suggest_state_buy() },
  declined: { kind: 'off', words: () => m.suggest_state_declined() },
  owned: { kind: 'on', words: () => m.suggest_state_owned() },
  arrived: { kind: 'on', words: () => m.suggest_state_arrived() },
};

/** What a suggestion is called: its title, or the ISBN where nobody knows more. */
export const suggestionName = ({ title, isbn }: Pick<Suggestion, 'title' | 'isbn'>): string =>
  title ?? m.suggest_isbn_only({ isbn: formatIsbn13(isbn ?? '') });

const shown = (suggestion: Suggestion) => ({
  id: suggestion.id,
  name: suggestionName(suggestion),
  about: [
    suggestion.author,
    [suggestion.publisher, suggestion.year].filter(Boolean).join(', '),
    suggestion.title === null || suggestion.isbn === null ? '' : `ISBN ${formatIsbn13(suggestion.isbn)}`,
  ]
    .filter(Boolean)
    .join(' · '),
  votes: suggestion.votes,
  state: STATES[suggestion.status].words(),
  kind: STATES[suggestion.status].kind,
  reason: suggestion.reason,
  recordHref: suggestion.bibId === null ? null : localizeHref(`/katalog/${suggestion.bibId}`),
});

/** A suggestion as readers see it. */
export const readerView = (suggestion: ReaderSuggestion) => {
  const votedOn = suggestion.status === 'open' || suggestion.status === 'later';
  return {
    ...shown(suggestion),
    own: suggestion.own,
    voted: suggestion.voted,
    votedOn,
    /** What its maker may still say. */
    gaps:
      votedOn && suggestion.own
        ? {
            title: suggestion.title === null,
            author: suggestion.author === null,
            publisher: suggestion.publisher === null,
            year: suggestion.year === null,
          }
        : null,
  };
};

/** The same for those who decide. */
export const staffView = (suggestion: StaffSuggestion, { locale }: Speaks) => ({
  ...shown(suggestion),
  status: suggestion.status,
  version: suggestion.version,
  note: suggestion.note,
  library: suggestion.library.name,
  made: formatDate(localDate(suggestion.createdAt, suggestion.library.timeZone), locale, 'medium'),
  decided:
    suggestion.decidedAt === null
      ? null
      : m.suggest_decided_by({
          name: suggestion.decidedBy ?? '',
          when: formatInstant(suggestion.decidedAt, suggestion.library.timeZone, locale),
        }),
});
