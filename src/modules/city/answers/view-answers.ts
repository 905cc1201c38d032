import { selectBibCards } from '#modules/collection/catalog';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import type { AnswerSource, AnswerTheme, PublicAnswer, RecordSource, SuggestedAnswer } from './client.ts';
import { findEntry, searchEntries, selectEntries, type EntryRow } from './data/entries.queries.ts';
import { selectSources } from './data/sources.queries.ts';
import { answerErrors } from './errors.ts';
import { citedIds, excerptOf } from './rules/answer-parts.ts';
import { askedWords } from './rules/asked-words.ts';
import { shownVotes } from './rules/due-check.ts';
import { MOST_SOURCES } from './rules/terms.ts';

/** More entries than a library keeps true. */
const MOST_ENTRIES = 500;

/** What an entry says in a language; in Indonesian where it was not written in that. */
function said({ question, answer, questionEn, answerEn }: EntryRow, locale: Locale) {
  return locale === 'en' && questionEn !== '' && answerEn !== ''
    ? { question: questionEn, answer: answerEn, language: 'en' as const }
    : { question, answer, language: 'id' as const };
}

const shown = (row: EntryRow, zone: string, locale: Locale): PublicAnswer => ({
  id: row.id,
  ...said(row, locale),
  theme: row.theme,
  checkedOn: localDate(row.checkedAt ?? row.changedAt, zone),
  votes: shownVotes(row),
});

/**
 * Published questions and answers, for everybody: of a theme, and where something is asked those that fit, the best first; else by question.
 * @param asked what somebody types; any text
 */
export async function listAnswers(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  { asked = '', theme = null }: { asked?: string; theme?: AnswerTheme | null } = {},
): Promise<PublicAnswer[]> {
  const words = askedWords(asked);
  const rows =
    asked.trim() === ''
      ? await selectEntries(ctx.db, { state: 'published', theme, limit: MOST_ENTRIES })
      : words.length === 0
        ? []
        : await searchEntries(ctx.db, { words, theme, limit: MOST_ENTRIES });
  const zone = await networkZone(ctx.db);
  return rows.map((row) => shown(row, zone, ctx.locale));
}

/** One of them, with its sources as they are now. Throws `answers.not_found`. */
export async function viewAnswer(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  id: number,
): Promise<PublicAnswer & { sources: AnswerSource[] }> {
  const row = await findEntry(ctx.db, id);
  if (row?.state !== 'published') throw answerErrors.notFound();
  return { ...shown(row, await networkZone(ctx.db), ctx.locale), sources: await sourcesOf(ctx.db, id) };
}

/** Where an answer comes from; of records with where their copies stand at this moment. */
export async function sourcesOf(db: Db | Tx, entryId: number): Promise<AnswerSource[]> {
  const rows = await selectSources(db, entryId);
  const cards = await selectBibCards(
    db,
    rows.flatMap(({ bibId }) => bibId ?? []),
  );
  return rows.map(({ bibId, title, url, seenOn }): AnswerSource => {
    if (bibId === null) return { kind: 'web', title, url: url ?? '', seenOn: seenOn ?? '' };
    const card = cards.find(({ id }) => id === bibId);
    return card ? recordSource(card) : { kind: 'record', bibId, title, holdings: null };
  });
}

/** More libraries stand on the page of the record. */
const MOST_SHELVES = 3;

function recordSource({ id, title, holdings }: Awaited<ReturnType<typeof selectBibCards>>[number]): RecordSource {
  const sum = (of: 'available' | 'total') => holdings.reduce((all, one) => all + one[of], 0);
  const shelves = holdings
    .filter(({ available }) => available > 0)
    .sort((a, b) => b.available - a.available || a.libraryId - b.libraryId)
    .slice(0, MOST_SHELVES)
    .map(({ libraryName: placeName, callNumber, available }) => ({ placeName, callNumber, available }));
  return { kind: 'record', bibId: id, title, holdings: { available: sum('available'), total: sum('total'), shelves } };
}

/** The records that a text names by their addresses (`/katalog/12`) and that readers find, with where their copies stand at this moment. */
export async function citedRecords({ db }: Pick<Ctx, 'db'>, text: string): Promise<RecordSource[]> {
  const ids = citedIds(text, MOST_SOURCES);
  if (ids.length === 0) return [];
  const cards = await selectBibCards(db, ids);
  return ids.flatMap((id) => cards.filter((card) => card.id === id).map(recordSource));
}

/**
 * The published answers that fit best what somebody types, in their language, the best first; none for what says nothing. Takes any text and
 * reads its beginning.
 */
export async function suggestAnswers(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  text: string,
  { limit = 5 }: { limit?: number } = {},
): Promise<SuggestedAnswer[]> {
  const words = askedWords(text);
  if (words.length === 0) return [];
  const rows = await searchEntries(ctx.db, { words, limit });
  return rows.map((row) => {
    const { question, answer } = said(row, ctx.locale);
    return { id: row.id, question, excerpt: excerptOf(answer), theme: row.theme };
  });
}
