import { m } from '#i18n/messages';
import { formatDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { KIND_WORDS, quantityWords, RULE_WORDS } from './contribution-words.ts';
import type { Contribution } from './shown.ts';

/** Letters are Indonesian: documents of an Indonesian office. */
const say = { locale: 'id' } as const;

/** "14 Oktober 2026", "1 Maret 2026 sampai 5 November 2026". */
export const daysInWords = ({ fromOn, untilOn }: Pick<Contribution, 'fromOn' | 'untilOn'>): string =>
  fromOn === untilOn
    ? formatDate(fromOn, 'id')
    : m.contributions_days({ from: formatDate(fromOn, 'id'), until: formatDate(untilOn, 'id') }, say);

/** "Narasumber, 16 jam: kelas usaha". */
export const thanksInWords = ({ kind, quantity, unit, what }: Contribution): string =>
  `${[KIND_WORDS[kind]({}, say), quantityWords({ quantity, unit }, 'id')].filter(Boolean).join(', ')}: ${what}`;

/** What a receipt says, label and value. */
export function receiptLines(contribution: Contribution): [label: string, value: string][] {
  const { partner, kind, what, value, valuedBy, valueBasis, receivedBy } = contribution;
  const worth = value === null ? '' : formatRupiah(value);
  const basis = valueBasis && m.contributions_value_source({ source: valueBasis }, say);
  const lines: [string, string][] = [
    [m.contributions_receipt_from({}, say), partner],
    [m.contributions_field_kind({}, say), KIND_WORDS[kind]({}, say)],
    [m.contributions_field_what({}, say), what],
    [m.contributions_field_quantity({}, say), quantityWords(contribution, 'id')],
    [m.contributions_field_value({}, say), [worth, RULE_WORDS[valuedBy]({}, say), basis].filter(Boolean).join(', ')],
    [m.contributions_field_days({}, say), daysInWords(contribution)],
    [m.contributions_received_by({}, say), receivedBy],
  ];
  return lines.filter(([, said]) => said !== '');
}
