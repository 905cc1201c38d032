import type { DraftSource } from '#modules/city/site';
import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { formatDate } from '#shared/dates';

const WORDS: Record<DraftSource['kind'], (days: { from: string; to: string }) => string> = {
  arrivals: m.site_draft_arrivals,
  programs: m.site_draft_programs,
  season: m.site_draft_season,
  plans: m.site_draft_plan,
  searched: m.site_draft_searched,
};

/** From which data a draft wrote itself. */
export const draftWords = ({ kind, from, to }: DraftSource, locale: Locale): string =>
  WORDS[kind]({ from: formatDate(from, locale), to: formatDate(to, locale) });
