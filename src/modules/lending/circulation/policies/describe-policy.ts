import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import {
  NO_LIMIT,
  choicesOf,
  kindOf,
  type NoLimit,
  type PolicyField,
  type PolicyGroup,
  type ResolvedPolicy,
} from '../rules/policies/policy-values.ts';

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** The code itself where no words are written; a test sees to it that there always are. */
const words = (key: string, locale: Locale): string => sentenceOf('policy', key, {}, locale) ?? key;

/** What a value is called: `Bila jatuh pada hari tutup`. */
export const policyLabel = (field: PolicyField, locale: Locale): string => words(`field_${snake(field)}`, locale);
/** What a value does, in one sentence. */
export const policyAbout = (field: PolicyField, locale: Locale): string => words(`about_${snake(field)}`, locale);
export const policyGroupLabel = (group: PolicyGroup, locale: Locale): string => words(`group_${group}`, locale);
/** What a value may be, in words; none for figures and for yes or no. */
export const policyChoices = (field: PolicyField, locale: Locale): { value: string; label: string }[] =>
  choicesOf(field).map((value) => ({ value, label: words(`choice_${snake(field)}_${value}`, locale) }));

/** A value as people read it; null or {@link NO_LIMIT} = "no limit" for the values that may have none. */
export function policyValueInWords(
  field: PolicyField,
  value: ResolvedPolicy[PolicyField] | NoLimit,
  locale: Locale,
): string {
  if (value === null || value === NO_LIMIT) return m.policy_no_limit({}, { locale });
  if (typeof value === 'boolean') return value ? m.policy_yes({}, { locale }) : m.policy_no({}, { locale });
  switch (kindOf(field)) {
    case 'money':
      return formatRupiah(Number(value));
    case 'percent':
      return `${String(value)}%`;
    case 'choice':
      return policyChoices(field, locale).find((choice) => choice.value === value)?.label ?? String(value);
    default:
      return String(value);
  }
}
