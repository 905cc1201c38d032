import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import type { AnswerEntry, AnswerSource, AnswerWord, EntryState } from './client.ts';
import { countStates, findEntry, selectEntries, type EntryRow } from './data/entries.queries.ts';
import { selectWords } from './data/votes.queries.ts';
import { answerErrors } from './errors.ts';
import { shownVotes, whyCheck } from './rules/due-check.ts';
import { sourcesOf } from './view-answers.ts';

const MOST_ENTRIES = 500;
const MOST_WORDS = 50;

function entryOf(
  { publishedAt: _, checkedAt, yes, no, ...row }: EntryRow,
  { zone, now }: { zone: string; now: Date },
): AnswerEntry {
  const checkedOn = checkedAt && localDate(checkedAt, zone);
  const votes = { yes, no };
  return {
    ...row,
    checkedOn,
    votes: shownVotes(votes),
    why: row.state === 'published' ? whyCheck(checkedOn, votes, localDate(now, zone)) : null,
  };
}

/** Entries of a state for those who write them: those that are to be checked again come first. Needs `answers.edit`. */
export async function listEntries(ctx: Ctx, state: EntryState): Promise<AnswerEntry[]> {
  authorizeAnywhere(ctx, 'answers.edit');
  const rows = await selectEntries(ctx.db, { state, limit: MOST_ENTRIES });
  const at = { zone: await networkZone(ctx.db), now: ctx.clock.now() };
  const entries = rows.map((row) => entryOf(row, at));
  return entries.toSorted((one, other) => Number(one.why === null) - Number(other.why === null));
}

/** How many there are of each state. Needs `answers.edit`. */
export async function countEntries(ctx: Ctx): Promise<Record<EntryState, number>> {
  authorizeAnywhere(ctx, 'answers.edit');
  const counts = await countStates(ctx.db);
  return {
    published: counts.get('published') ?? 0,
    draft: counts.get('draft') ?? 0,
    hidden: counts.get('hidden') ?? 0,
  };
}

/** One entry with its sources and what readers wrote about it since it was checked. Needs `answers.edit`. Throws `answers.not_found`. */
export async function getEntry(
  ctx: Ctx,
  id: number,
): Promise<AnswerEntry & { sources: AnswerSource[]; said: AnswerWord[] }> {
  authorizeAnywhere(ctx, 'answers.edit');
  const row = await findEntry(ctx.db, id);
  if (!row) throw answerErrors.notFound();
  return {
    ...entryOf(row, { zone: await networkZone(ctx.db), now: ctx.clock.now() }),
    sources: await sourcesOf(ctx.db, id),
    said: await selectWords(ctx.db, id, MOST_WORDS),
  };
}
