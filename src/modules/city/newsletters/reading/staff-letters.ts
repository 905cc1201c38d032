import { listRemovedBlocks, readWriting } from '#modules/ground/content';
import type { Writing, WrittenBlock } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { CalendarLetter, LetterLine } from '../client.ts';
import { countStates, selectBetween, selectLetters, type LetterRow } from '../data/letters.queries.ts';
import { isOwnSubmission, readableLetter, writableLibraries } from '../held-letter.ts';
import { LETTER_STATES, type LetterState } from '../rules/terms.ts';

/** A calendar shows so many at most. */
const MOST_BETWEEN = 500;

/** Letters that somebody may write, in states, those changed last first. Needs `news.send` somewhere. */
export async function listLetters(
  ctx: Ctx,
  { states, limit, offset = 0 }: { states: readonly LetterState[]; limit: number; offset?: number },
): Promise<{ letters: LetterLine[]; more: boolean }> {
  const libraryIds = writableLibraries(ctx);
  const rows = await selectLetters(ctx.db, { states, libraryIds, limit: limit + 1, offset });
  const letters = rows
    .slice(0, limit)
    .map(({ id, subject, libraryId, state, submittedBy, sendAt, sentAt, changedAt }) => ({
      ...{ id, subject, libraryId, state, submittedBy },
      ...{ sendAt, sentAt, changedAt },
    }));
  return { letters, more: rows.length > limit };
}

/** How many letters stand in each state, of those that somebody may write. Needs `news.send` somewhere. */
export async function countLetters(ctx: Ctx): Promise<Record<LetterState, number>> {
  const counts = await countStates(ctx.db, writableLibraries(ctx));
  const all = { draft: 0, submitted: 0, approved: 0, scheduled: 0, sending: 0, sent: 0, cancelled: 0 };
  for (const state of LETTER_STATES) all[state] = counts.get(state) ?? 0;
  return all;
}

/** A letter as whoever writes it has it. */
export interface WrittenLetter extends Omit<LetterRow, 'submittedById'> {
  writing: Writing;
  /** Blocks that were taken out and can be put back, the last first. */
  removed: WrittenBlock[];
  /** Whoever asks is who asked for a second person. */
  ownSubmission: boolean;
}

/** A letter with its words as they stand. Needs `news.send` at its library. Throws `newsletters.not_found`, `platform.forbidden`. */
export async function getLetter(ctx: Ctx, id: number): Promise<WrittenLetter> {
  const { submittedById, ...letter } = await readableLetter(ctx, id);
  return {
    ...letter,
    ownSubmission: isOwnSubmission(ctx, { submittedById, submittedBy: letter.submittedBy }),
    writing: await readWriting(ctx, letter.writingId),
    removed: await listRemovedBlocks(ctx, letter.writingId),
  };
}

/** The writing of a letter alone, for whoever has it open. Needs `news.send` at its library. Throws as {@link getLetter}. */
export async function getLetterWriting(ctx: Ctx, id: number): Promise<{ libraryId: number | null; writing: Writing }> {
  const { libraryId, writingId } = await readableLetter(ctx, id);
  return { libraryId, writing: await readWriting(ctx, writingId) };
}

/** Letters that go out or went out between two instants at libraries (null: all), with those of the network, for a calendar. Whoever asks has checked the permission. */
export async function lettersBetween(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
  from: Date,
  until: Date,
): Promise<CalendarLetter[]> {
  const rows = await selectBetween(db, { libraryIds, from, until, limit: MOST_BETWEEN });
  return rows.map(({ id, subject, state, sendAt, begunAt }) => ({
    ...{ id, title: subject, state, at: begunAt ?? sendAt },
    href: `/staf/kabar/surat-kabar/${id}`,
  }));
}
