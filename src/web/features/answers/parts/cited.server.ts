import { citedRecords } from '#modules/city/answers';
import {
  citedPages,
  linkedParts,
  MOST_SOURCES,
  type AnswerPart,
  type AnswerSource,
} from '#modules/city/answers/client';
import type { Ctx, Locale } from '#platform/context';
import { formatDate, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const LONGEST_SHOWN = 60;

/** A source in words: a record with where its copies stand now, a page with the day on which it was seen. */
export function sourceView(source: AnswerSource, locale: Locale) {
  if (source.kind === 'web')
    return {
      title: source.title,
      href: source.url,
      note: m.answers_source_seen({ day: formatDate(source.seenOn, locale) }),
    };
  const { bibId, title, holdings } = source;
  if (holdings === null) return { title, href: null, note: m.answers_source_gone() };
  const shelves = holdings.shelves.map(({ placeName, callNumber }) =>
    [placeName, callNumber].filter(Boolean).join(', '),
  );
  const note =
    holdings.total === 0
      ? m.answers_source_no_copies()
      : [m.answers_source_available(holdings), ...shelves].join(' · ');
  return { title, href: localizeHref(`/katalog/${bibId}`), note };
}

/**
 * What staff wrote, with its links, and below it what it names: records with where their copies stand now, pages of the web with the day on which
 * they were named.
 */
export async function answerWithSources(ctx: Ctx, { text, writtenOn }: { text: string; writtenOn: LocalDate }) {
  const parts: AnswerPart[] = linkedParts(text).map(({ text: said, href }) => ({
    text: said,
    href: href?.startsWith('/') ? localizeHref(href) : href,
  }));
  const records = await citedRecords(ctx, text);
  const pages = citedPages(text, MOST_SOURCES).map((url) => ({
    kind: 'web' as const,
    ...{ title: shortAddress(url), url, seenOn: writtenOn },
  }));
  return { parts, sources: [...records, ...pages].map((source) => sourceView(source, ctx.locale)) };
}

/** An address as it is read: its site and the beginning of what is below it. */
function shortAddress(url: string): string {
  const { host, pathname, search } = new URL(url);
  const all = `${host}${pathname === '/' ? '' : pathname}${search}`;
  return all.length > LONGEST_SHOWN ? `${all.slice(0, LONGEST_SHOWN)}…` : all;
}

export type AnswerWithSources = Awaited<ReturnType<typeof answerWithSources>>;
