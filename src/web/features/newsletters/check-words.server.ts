import type { LetterCheck } from '#modules/city/newsletters';
import { m } from '#i18n/messages';

const SAYS: Record<LetterCheck['code'], (about: { where: string }) => string> = {
  subject_empty: () => m.newsletters_check_subject_empty(),
  subject_long: () => m.newsletters_check_subject_long(),
  subject_shouting: () => m.newsletters_check_subject_shouting(),
  html_missing: () => m.newsletters_check_missing(),
  html_large: () => m.newsletters_check_html_large(),
  text_missing: () => m.newsletters_check_missing(),
  unsubscribe_missing: (about) => m.newsletters_check_other(about),
  link_empty: (about) => m.newsletters_check_link_bad(about),
  link_relative: (about) => m.newsletters_check_link_bad(about),
  link_forbidden: (about) => m.newsletters_check_link_bad(about),
  link_insecure: (about) => m.newsletters_check_link_insecure(about),
  link_lost: (about) => m.newsletters_check_link_lost(about),
  link_unlabelled: (about) => m.newsletters_check_link_unlabelled(about),
  picture_alt_missing: (about) => m.newsletters_check_picture_alt(about),
  picture_address: (about) => m.newsletters_check_picture_address(about),
  spam_words: (about) => m.newsletters_check_spam(about),
};

/** What is to be looked at of a letter, in words. */
export const checkWords = (checks: readonly LetterCheck[]) =>
  checks.map(({ code, severity, where, language }, key) => ({
    key,
    blocking: severity === 'stop',
    words: [SAYS[code]({ where }), language === 'en' && `(${m.newsletters_check_english()})`].filter(Boolean).join(' '),
  }));
