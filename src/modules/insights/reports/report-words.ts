import { listItemTypes } from '#modules/collection/catalog';
import { listLibraries } from '#modules/ground/libraries';
import { ageGroupName } from '#shared/age-groups';
import { listCategories } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import { formatDate, formatWeekday } from '#shared/dates';

/** Where other modules have the words of a cut's values already; `kind.cut` where kinds mean different things by one name. */
const WORDS: Readonly<Record<string, string>> = {
  age: 'visits_age_group',
  purpose: 'visits_purpose',
  sex: 'visits_sex',
  occupation: 'visits_occupation',
  'visit.way': 'visits_kind',
  'forgiven.way': 'charges_kind',
  'request_received.kind': 'service_kind',
  'request_answered.kind': 'service_kind',
  class: 'ddc',
  source: 'catalog_source',
  program_kind: 'programs_kind',
  format: 'programs_format',
  charge: 'charges_kind',
  method: 'charges_method',
  member_kind: 'members_kind',
  channel: 'notice_channel',
  place: 'seats_kind',
  link_kind: 'links_kind',
};

/** How the parts of a report are said to people. */
export interface ReportWords {
  /** By what it is split: "menurut kelas". */
  by(by: string): string;
  /** A value of that; null = all others. */
  value(by: string, key: string | null): string;
}

/** Names that a library gave to its own things, each read once where a report is split by it. */
async function ownNames(ctx: Ctx, by: string): Promise<ReadonlyMap<string, string>> {
  const named = (list: readonly { code: string; nameId: string; nameEn: string }[]) =>
    new Map(list.map(({ code, nameId, nameEn }) => [code, ctx.locale === 'en' ? nameEn : nameId]));
  if (by === 'library') return new Map((await listLibraries(ctx)).map(({ id, name }) => [String(id), name]));
  if (by === 'category') return named(await listCategories(ctx));
  return by === 'item_type' ? named(await listItemTypes(ctx.db)) : new Map();
}

/** The words of one report in the reader's language. */
export async function reportWords(ctx: Ctx, kind: string, by: string): Promise<ReportWords> {
  const { locale } = ctx;
  const names = await ownNames(ctx, by);
  const written = (prefix: string, key: string): string | null => sentenceOf(prefix, key.toLowerCase(), {}, locale);
  const time = (split: string, key: string): string | null => {
    if (split === 'day') return formatDate(key, locale, 'medium');
    // "1 November 2026" without its day
    if (split === 'month') return formatDate(`${key}-01`, locale, 'long').replace(/^\d+ /, '');
    if (split === 'weekday') return formatWeekday(Number(key), locale);
    if (split === 'hour') return m.reports_hour({ from: key, to: key }, { locale });
    return split === 'year' ? key : null;
  };
  return {
    by: (split) => written('reports_by', split) ?? split,
    value(split, key) {
      if (key === null) return m.reports_others({}, { locale });
      if (key === '')
        return split === 'library' ? m.reports_network({}, { locale }) : m.reports_unknown({}, { locale });
      if (split === 'age' && /^\d+$/.test(key)) return ageGroupName(Number(key));
      return (
        time(split, key) ??
        names.get(key) ??
        written(WORDS[`${kind}.${split}`] ?? WORDS[split] ?? `facts_${split}`, key) ??
        key
      );
    },
  };
}
