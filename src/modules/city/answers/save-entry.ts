import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import type { EntryState } from './client.ts';
import { updateEntry } from './data/entries.queries.ts';
import { writeVote } from './data/votes.queries.ts';
import { saveDraft } from './edit-entry.ts';
import { entryInput, type EntryInput } from './schema.ts';

/** An entry of the past, with what readers said of it. */
export interface PastEntry {
  entry: EntryInput;
  state: EntryState;
  checkedAt: Date;
  yes: number;
  no: number;
  /** What the last of those said whom it did not help. */
  word: string;
}

/** Writes an entry as it was checked at an instant, with its votes: for samples. @returns its id */
export async function saveEntry(
  trx: Tx,
  ctx: Ctx,
  { entry, state, checkedAt, yes, no, word }: PastEntry,
): Promise<number> {
  const id = await saveDraft(trx, ctx, parseInput(entryInput, entry));
  if (state === 'draft') return id;
  const checkedBy = actorName(ctx.actor);
  await updateEntry(trx, id, { state, publishedAt: checkedAt, checkedAt, checkedBy, changedAt: checkedAt });
  for (let i = 0; i < yes + no; i += 1) {
    const vote = { helpful: i < yes, word: i === yes + no - 1 ? word : '' };
    await writeVote(trx, { ...vote, entryId: id, voterHash: `contoh-${id}-${i}`, votedAt: ctx.clock.now() });
  }
  return id;
}
