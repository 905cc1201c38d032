import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { lockRound, updateRound } from '../data/rounds.queries.ts';
import { satisfactionErrors } from '../errors.ts';
import { suggestionsInput, type SuggestionsInput } from '../schema.ts';
import { stateName } from '../service-words.ts';
import { managedRound } from './plan-round.ts';

/**
 * Says what people suggested, in words of the library: of what they wrote themselves nothing goes to everybody that a person has not read. For
 * a closed or a published round. Needs `questionnaires.manage` there. Throws `satisfaction.round_not_found`, `satisfaction.state_forbids`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function writeSuggestions(ctx: Ctx, id: number, input: SuggestionsInput): Promise<void> {
  const said = parseInput(suggestionsInput, input);
  await managedRound(ctx, id);
  await ctx.db.transaction().execute(async (trx) => writeSuggestionsIn(trx, ctx, id, said));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function writeSuggestionsIn(trx: Tx, ctx: Ctx, id: number, input: SuggestionsInput): Promise<void> {
  const { version, suggestions } = parseInput(suggestionsInput, input);
  const held = await lockRound(trx, id);
  if (!held) throw satisfactionErrors.roundNotFound();
  if (held.closedAt === null) throw satisfactionErrors.stateForbids({ state: stateName(held.state, ctx.locale) });
  if (held.suggestionsVersion !== version) throw platformErrors.versionConflict();
  await updateRound(trx, id, { suggestions, suggestionsVersion: version + 1 });
  await recordAudit(trx, ctx, {
    action: 'satisfaction_round.suggestions_written',
    entity: 'satisfaction_round',
    entityId: id,
    libraryId: held.library?.id ?? null,
    // the words stay out of it: what is taken away again because it names somebody is gone
    after: { lines: suggestions === '' ? 0 : suggestions.split('\n').length },
  });
}
