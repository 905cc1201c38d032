import type { LetterCheck } from '#modules/city/newsletters';
import { m } from '#i18n/messages';
import { findingWords } from '#web/features/mail-health/parts/finding-words.server.ts';

/** What is to be looked at of a letter, in words. */
export const checkWords = (checks: readonly LetterCheck[]) =>
  checks.map((check, key) => ({
    key,
    blocking: check.severity === 'stop',
    words: [findingWords(check), check.language === 'en' && `(${m.newsletters_check_english()})`]
      .filter(Boolean)
      .join(' '),
  }));
