import type { Paper } from '#modules/city/volunteers/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Locale } from '#platform/context';
import { formatDate } from '#shared/dates';
import { hoursWords } from './volunteer-words.server.ts';

/** Days of a certificate in words. */
export const periodWords = ({ fromOn, untilOn }: { fromOn: string; untilOn: string }, locale: Locale): string =>
  m.volunteer_papers_period({ from: formatDate(fromOn, locale), until: formatDate(untilOn, locale) });

/** A certificate as a line. */
export const paperLine = (paper: Paper, locale: Locale) => ({
  ...{ code: paper.code, number: paper.number, isRevoked: paper.revokedAt !== null },
  about: `${periodWords(paper, locale)} · ${hoursWords(paper.minutes)}`,
  checkHref: localizeHref(`/sertifikat/${paper.code}`),
});
