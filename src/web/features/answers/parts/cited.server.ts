import { citedRecords } from '#modules/city/answers';
import { linkedParts, type AnswerPart, type AnswerSource } from '#modules/city/answers/client';
import type { Ctx, Locale } from '#platform/context';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

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
  const note = holdings.total === 0 ? m.answers_source_no_copies() : m.answers_source_available(holdings);
  return { title, href: localizeHref(`/katalog/${bibId}`), note };
}

/** What staff wrote, with its links, and the records that it names with where their copies stand now. */
export async function answerWithSources(ctx: Ctx, text: string) {
  const parts: AnswerPart[] = linkedParts(text).map(({ text: said, href }) => ({
    text: said,
    href: href?.startsWith('/') ? localizeHref(href) : href,
  }));
  const records = await citedRecords(ctx, text);
  return { parts, sources: records.map((record) => sourceView(record, ctx.locale)) };
}
export type AnswerWithSources = Awaited<ReturnType<typeof answerWithSources>>;
