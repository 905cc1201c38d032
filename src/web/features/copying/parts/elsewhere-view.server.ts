import {
  compareFields,
  writeFound,
  type AskedSource,
  type Elsewhere,
  type FoundTitle,
} from '#modules/collection/copying';
import type { Picked } from '#modules/collection/copying/client';
import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { troubleInWords } from './trouble-words.server.ts';

/** What one thing is called and what each catalogue says of it. */
export interface RowView {
  key: Picked;
  label: string;
  says: string[];
  /** All that say it agree. */
  agree: boolean;
  /** The only one that says it; null = several do. */
  only: string | null;
  /** Which is marked at first. */
  best: number;
}

/** A title that other catalogues have. */
export interface TitleView {
  title: string;
  byline: string;
  /** Each catalogue with its record, as it travels through the form. */
  records: { source: string; seconds: string; text: string }[];
  rows: RowView[];
  /** How many of the rows differ. */
  differ: number;
  here: { title: string; href: string; sure: boolean } | null;
}

export interface ElsewhereView {
  asked: string[];
  titles: TitleView[];
}

const secondsOf = (milliseconds: number, locale: Locale): string =>
  formatNumber(Math.max(1, Math.round(milliseconds / 100)) / 10, locale);

function askedInWords({ name, found, trouble, said, milliseconds }: AskedSource, locale: Locale): string {
  if (trouble !== null) return m.copying_asked_trouble({ name, why: troubleInWords(trouble, said, locale) });
  const seconds = secondsOf(milliseconds, locale);
  if (found === null) return m.copying_asked_cannot({ name });
  return found === 0 ? m.copying_asked_none({ name, seconds }) : m.copying_asked_found({ name, count: found, seconds });
}

/** Characters of what is said that are shown: the whole of it is in the record. */
const SHOWN = 300;
const cut = (text: string): string => (text.length <= SHOWN ? text : `${text.slice(0, SHOWN).toWellFormed()}…`);

function titleView({ records, here }: FoundTitle, asked: readonly AskedSource[], locale: Locale): TitleView {
  const rows = compareFields(records.map(({ derived }) => derived)).map((row): RowView => ({
    ...row,
    says: row.says.map(cut),
    label: sentenceOf('copying_field', row.key, {}, locale) ?? row.key,
    only: row.says.filter((text) => text !== '').length === 1 ? (records[row.best]?.source ?? null) : null,
  }));
  const best = (key: Picked): string => {
    const row = rows.find((one) => one.key === key);
    return row?.says[row.best] ?? '';
  };
  return {
    title: cut(best('title')),
    byline: cut([best('author'), best('publication'), best('extent')].filter(Boolean).join(' · ')),
    records: records.map(({ source, marc }) => ({
      source,
      seconds: secondsOf(asked.find(({ name }) => name === source)?.milliseconds ?? 0, locale),
      text: writeFound(marc),
    })),
    rows,
    differ: rows.filter(({ agree }) => !agree).length,
    here: here && {
      title: here.title,
      href: localizeHref(`/staf/katalog/baru?judul=${here.bibId}`),
      sure: here.judgement === 'same',
    },
  };
}

/** What other catalogues answered, in words. */
export const elsewhereView = ({ asked, titles }: Elsewhere, locale: Locale): ElsewhereView => ({
  asked: asked.map((one) => askedInWords(one, locale)),
  titles: titles.map((title) => titleView(title, asked, locale)),
});
