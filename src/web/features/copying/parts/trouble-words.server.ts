import type { CoverOutcome, SourceTrouble } from '#modules/collection/copying/client';
import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';

/** Why a catalogue gave no answer, to stand after its name. */
export const troubleInWords = (
  trouble: SourceTrouble | Exclude<CoverOutcome, 'set'>,
  said: string | null,
  locale: Locale,
): string =>
  trouble === 'diagnostic' && said !== null
    ? m.copying_trouble_diagnostic_said({ said }, { locale })
    : (sentenceOf('copying_trouble', trouble, {}, locale) ?? trouble);
