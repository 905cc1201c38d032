import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { BYTE_ORDER_MARK, csvText } from '#shared/csv-cell';
import { localDate, instantAt } from '#shared/dates';
import { m } from '#i18n/messages';
import type { HistoryEntry } from './client.ts';
import { countHistory, countSince, deleteHistoryEntry, selectHistory } from './data/history.queries.ts';
import { readingErrors } from './errors.ts';
import { historyChoice } from './keep-history.ts';
import { ownReader } from './own-reader.ts';

const MOST_WORDS = 8;
const EVERYTHING = 100_000;
/** Entries of the table that are read together. */
const AT_ONCE = 500;

/** The reader's history, what was brought back last first; empty where it is not kept. @param query.q words of title or author @param query.afterId the last one of the page before, instead of an offset */
export async function listHistory(
  ctx: Ctx,
  query: { q: string; offset: number; afterId?: number | null; limit: number },
): Promise<{ data: HistoryEntry[]; total: number }> {
  const { id } = ownReader(ctx);
  if (!(await historyChoice(ctx)).keeps) return { data: [], total: 0 };
  const words = query.q.trim().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const [data, total] = await Promise.all([
    selectHistory(ctx.db, id, { words, offset: query.offset, afterId: query.afterId ?? null, limit: query.limit }),
    countHistory(ctx.db, id, words),
  ]);
  return { data, total };
}

/** How many titles the reader has read this year; null where the history is not kept. */
export async function readThisYear(ctx: Ctx): Promise<number | null> {
  const { id } = ownReader(ctx);
  if (!(await historyChoice(ctx)).keeps) return null;
  const zone = await zoneOf(ctx);
  const year = localDate(ctx.clock.now(), zone).slice(0, 4);
  return countSince(ctx.db, id, instantAt(`${year}-01-01`, 0, zone));
}

/** Takes one title out of the reader's history. Throws `reading.entry_not_found`. */
export async function removeFromHistory(ctx: Ctx, entryId: number): Promise<void> {
  const { id } = ownReader(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await deleteHistoryEntry(trx, id, entryId))) throw readingErrors.entryNotFound();
    await recordAudit(trx, ctx, { action: 'reading_history.entry_removed', entity: 'member', entityId: id });
  });
}

/**
 * The whole history as CSV, written while it is read (UTF-8 with its mark, so that spreadsheets read it right); cells that look like
 * formulas are harmless.
 */
export async function* exportHistory(ctx: Ctx): AsyncGenerator<string> {
  const { locale } = ctx;
  const head = [
    m.history_column_title({}, { locale }),
    m.history_column_author({}, { locale }),
    m.history_column_loaned({}, { locale }),
    m.history_column_returned({}, { locale }),
  ];
  const zone = await zoneOf(ctx);
  yield BYTE_ORDER_MARK + csvText([head]);
  for (let offset = 0; offset < EVERYTHING; offset += AT_ONCE) {
    const { data } = await listHistory(ctx, { q: '', offset, limit: AT_ONCE });
    if (data.length === 0) return;
    yield csvText(
      data.map((entry) => [
        entry.title,
        entry.author ?? '',
        localDate(entry.loanedAt, zone),
        localDate(entry.returnedAt, zone),
      ]),
    );
  }
}
