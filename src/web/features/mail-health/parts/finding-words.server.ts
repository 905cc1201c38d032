import type { Finding, FindingCode } from '#modules/city/mail-health/client';
import { m } from '#i18n/messages';

const WORDS: Record<FindingCode, (inputs: { where: string }) => string> = {
  subject_empty: m.mailhealth_finding_subject_empty,
  subject_long: m.mailhealth_finding_subject_long,
  subject_shouting: m.mailhealth_finding_subject_shouting,
  html_missing: m.mailhealth_finding_html_missing,
  html_large: m.mailhealth_finding_html_large,
  text_missing: m.mailhealth_finding_text_missing,
  unsubscribe_missing: m.mailhealth_finding_unsubscribe_missing,
  link_empty: m.mailhealth_finding_link_empty,
  link_relative: m.mailhealth_finding_link_relative,
  link_forbidden: m.mailhealth_finding_link_forbidden,
  link_insecure: m.mailhealth_finding_link_insecure,
  link_lost: m.mailhealth_finding_link_lost,
  link_unlabelled: m.mailhealth_finding_link_unlabelled,
  picture_alt_missing: m.mailhealth_finding_picture_alt_missing,
  picture_address: m.mailhealth_finding_picture_address,
  spam_words: m.mailhealth_finding_spam_words,
};

/** What was found in a letter, in the words of the reader. */
export const findingWords = ({ code, where }: Pick<Finding, 'code' | 'where'>): string => WORDS[code]({ where });
