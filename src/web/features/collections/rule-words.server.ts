import { languageName } from '#modules/collection/search';
import type { CollectionRule, RuleOrder } from '#modules/city/collections/client';
import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';

const ORDERS: Record<RuleOrder, () => string> = {
  newest: m.collections_rule_order_newest,
  title: m.collections_rule_order_title,
  popular: m.collections_rule_order_popular,
};

function years({ yearFrom: from, yearTo: to }: CollectionRule): string | null {
  if (from !== null && to !== null)
    return from === to ? m.collections_part_year({ year: from }) : m.collections_part_years({ from, to });
  if (from !== null) return m.collections_part_year_from({ year: from });
  return to === null ? null : m.collections_part_year_to({ year: to });
}

/**
 * A rule in plain words: "Disusun sendiri dari: tajuk Ikan koi atau Ikan hias, terbit sejak 2015, yang terbit terakhir lebih dulu."
 * @param libraryName of the library whose records alone are meant; null = of all
 */
export function ruleWords(rule: CollectionRule, locale: Locale, libraryName: string | null): string {
  const list = new Intl.ListFormat(locale, { type: 'disjunction' });
  const named = (names: readonly string[], words: (inputs: { names: string }) => string): string | null =>
    names.length === 0 ? null : words({ names: list.format(names) });
  const coded = (code: string | null, kind: string): string =>
    code === null ? '' : (sentenceOf('search', `${kind}.${code}`, {}, locale) ?? code);
  const parts = [
    named(rule.subjects, m.collections_part_subject),
    named(rule.authors, m.collections_part_author),
    named(rule.ddc, m.collections_part_ddc),
    rule.language && m.collections_part_language({ name: languageName(rule.language, locale) }),
    rule.material && m.collections_part_material({ name: coded(rule.material, 'material') }),
    rule.audience && m.collections_part_audience({ name: coded(rule.audience, 'audience') }),
    years(rule),
    rule.newWithinDays && m.collections_part_new({ days: rule.newWithinDays }),
    libraryName && m.collections_part_library({ name: libraryName }),
    m.collections_part_most({ count: rule.most }),
    ORDERS[rule.order](),
  ];
  return m.collections_rule({ parts: parts.filter(Boolean).join(', ') });
}
