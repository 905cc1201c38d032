import type { NewsCard } from '#modules/city/site/client';
import type { Locale } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { pagePath } from './parts/page-path.ts';
import { pictureView } from './parts/block-view.server.ts';
import type { PictureView } from './block-view.ts';

/** News in a list. */
export interface NewsView {
  id: number;
  title: string;
  lang: string | undefined;
  href: string;
  summary: string;
  /** Topic, place and day in words. */
  over: string;
  day: string;
  picture: PictureView | null;
}

export function newsView(card: NewsCard, { zone, locale }: { zone: string; locale: Locale }): NewsView {
  return {
    id: card.id,
    title: card.title,
    lang: card.language === locale ? undefined : card.language,
    href: localizeHref(pagePath(card)),
    summary: card.summary,
    over: [card.topic?.name, card.library?.name].filter(Boolean).join(' · '),
    day: formatDate(localDate(card.publishAt, zone), locale),
    picture: card.picture && pictureView(card.picture),
  };
}
