import { recordAudit } from '#modules/ground/audit';
import { selectBibTitles } from '#modules/collection/catalog';
import { notify, withdrawNotices } from '#modules/people/notifications';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { formatIsbn13 } from '#shared/isbn';
import type { DecisionInput, SuggestionStatus } from './client.ts';
import { lockSuggestion, selectVoters, updateSuggestion } from './data/suggestions.queries.ts';
import { acquisitionErrors } from './errors.ts';
import { suggestionAnswered } from './notices.ts';
import { decisionInput } from './schema.ts';

const about = (id: number): string => `suggestion:${id}`;

/**
 * The library answers a suggestion, with its reason in words; everybody who wants the title is told. A later answer replaces an
 * earlier one. Needs `suggestions.decide` at its library. Throws `acquisition.suggestion_not_found`, `acquisition.suggestion_arrived`,
 * `platform.version_conflict`, `platform.invalid_input`.
 */
export async function decideSuggestion(
  ctx: Ctx,
  { id, version, ...input }: DecisionInput & { id: number; version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'suggestions.decide');
  const { decision, reason, bibId } = parseInput(decisionInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockSuggestion(trx, id);
    if (!before) throw acquisitionErrors.suggestionNotFound();
    authorize(ctx, 'suggestions.decide', before.libraryId);
    if (before.version !== version) throw platformErrors.versionConflict();
    if (before.status === 'arrived') throw acquisitionErrors.suggestionArrived();
    const owned = decision === 'owned' ? bibId : null;
    if (owned !== null && (await selectBibTitles(trx, [owned])).length === 0) {
      throw platformErrors.invalidInput({}, { bibId: 'unknown' });
    }
    const now = ctx.clock.now();
    const decided = { status: decision, reason, bibId: owned, decidedAt: now, decidedBy: actorName(ctx.actor) };
    const decidedVersion = await updateSuggestion(trx, id, decided);
    await tellVoters(trx, ctx, { ...before, ...decided, version: decidedVersion });
    await recordAudit(trx, ctx, {
      action: 'suggestion.decided',
      entity: 'suggestion',
      entityId: id,
      libraryId: before.libraryId,
      before: { status: before.status, reason: before.reason },
      after: { status: decision, reason },
    });
  });
}

interface Told {
  id: number;
  libraryId: number;
  title: string | null;
  isbn: string | null;
  status: Exclude<SuggestionStatus, 'open'>;
  reason: string | null;
  version: number;
}

/** Tells everybody who wants it what came of it; what was not sent yet of an earlier answer is taken back. */
export async function tellVoters(trx: Tx, ctx: Ctx, suggestion: Told): Promise<void> {
  const { id, libraryId, title, isbn, status, reason, version } = suggestion;
  await withdrawNotices(trx, ctx, about(id));
  const named = title ?? `ISBN ${formatIsbn13(isbn ?? '')}`;
  for (const memberId of await selectVoters(trx, id)) {
    await notify(trx, ctx, suggestionAnswered, {
      params: { title: named, answer: status, reason },
      memberId,
      libraryId,
      key: `suggestion:${id}:${version}:${memberId}`,
      about: about(id),
    });
  }
}
