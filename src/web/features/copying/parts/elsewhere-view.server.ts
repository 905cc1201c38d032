import {
  beginAsking,
  compareFields,
  writeFound,
  type AskedSource,
  type EarlyAnswer,
  type Elsewhere,
  type FoundTitle,
} from '#modules/collection/copying';
import type { Picked } from '#modules/collection/copying/client';
import type { Ctx, Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import type { Services } from '#platform/services';
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
  records: {
    source: string;
    seconds: string;
    text: string;
    /** Where a picture of its cover stands; '' = none is offered. */
    cover: string;
  }[];
  rows: RowView[];
  /** How many of the rows differ. */
  differ: number;
  here: { title: string; href: string; sure: boolean } | null;
}

export interface ElsewhereView {
  /** Nobody was asked: too many ask just now. */
  busy: boolean;
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
    records: records.map(({ source, marc, cover }) => ({
      source,
      seconds: secondsOf(asked.find(({ name }) => name === source)?.milliseconds ?? 0, locale),
      text: writeFound(marc),
      cover: cover ?? '',
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
const elsewhereView = ({ asked, titles }: Elsewhere, locale: Locale): ElsewhereView => ({
  busy: false,
  asked: asked.map((one) => askedInWords(one, locale)),
  titles: titles.map((title) => titleView(title, asked, locale)),
});

/** What one catalogue answered, while others have not. */
const earlyInWords = ({ titles, ...asked }: EarlyAnswer, locale: Locale): EarlyView => ({
  says: askedInWords(asked, locale),
  titles: titles.map(cut),
});

/** What is shown of a catalogue as soon as it has answered. */
export interface EarlyView {
  says: string;
  titles: string[];
}

/** Catalogues that are being asked, each with what it says once it has answered, and all of it put together. */
export interface AskingView {
  each: { name: string; early: Promise<EarlyView> }[];
  whole: Promise<ElsewhereView>;
}

/** Asks other catalogues for a page. Throws a refusal of what is looked for. */
export async function askingView(
  ctx: Ctx,
  services: Pick<Services, 'config'>,
  sought: Parameters<typeof beginAsking>[2],
): Promise<AskingView> {
  const { each, whole } = await beginAsking(ctx, services, sought);
  return {
    each: each.map(({ name, answer }) => ({ name, early: answer.then((one) => earlyInWords(one, ctx.locale)) })),
    whole: whole.then(
      (found) => elsewhereView(found, ctx.locale),
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'platform.busy') return { busy: true, asked: [], titles: [] };
        throw error;
      },
    ),
  };
}
