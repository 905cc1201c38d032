import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Decision } from './client.ts';
import { insertSuggestion, insertVote } from './data/suggestions.queries.ts';
import { wishOf } from './rules/same-wish.ts';

/** A suggestion as it was written down elsewhere; ids are of this network. The first of `voters` asked for it. */
export interface PastSuggestion {
  libraryId: number;
  voters: readonly number[];
  title: string | null;
  author: string | null;
  publisher: string | null;
  year: number | null;
  isbn: string | null;
  note: string | null;
  madeAt: Date;
  answer: { decision: Exclude<Decision, 'owned'>; reason: string; at: Date } | null;
}

/** Brings suggestions in, within the caller's transaction, which answers for the permission. Nobody is told of old answers. */
export async function saveSuggestions(trx: Tx, ctx: Ctx, past: readonly PastSuggestion[]): Promise<number[]> {
  const ids: number[] = [];
  for (const { voters, answer, madeAt, ...book } of past) {
    const { titleKey, authorKey } = wishOf(book);
    const id = await insertSuggestion(trx, {
      ...book,
      titleKey,
      authorKey,
      memberId: voters[0] ?? null,
      createdAt: madeAt,
      ...(answer && {
        status: answer.decision,
        reason: answer.reason,
        decidedAt: answer.at,
        decidedBy: actorName(ctx.actor),
      }),
    });
    for (const memberId of voters) await insertVote(trx, { suggestionId: id, memberId, votedAt: madeAt });
    ids.push(id);
  }
  await recordAudit(trx, ctx, {
    action: 'suggestion.brought_in',
    entity: 'suggestion',
    entityId: 'batch',
    after: { suggestions: ids.length },
  });
  return ids;
}
