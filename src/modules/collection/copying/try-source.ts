import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { localDate } from '#shared/dates';
import { askingLine } from './asking-line.ts';
import { noteAnswered } from './data/sources.queries.ts';
import { findWholeSource } from './list-sources.ts';
import { shownAddress } from './rules/address-secrets.ts';
import type { Sought } from './rules/sought.ts';
import type { AskLimits, MachineLimits, SourceAnswer } from './sources/answer.ts';
import { askSource, machineLimits, USUAL_LIMITS } from './sources/ask-source.ts';

/** A book that many catalogues have (Laskar Pelangi, Bentang): only whether the catalogue answers is looked at. */
const TRIED_WITH: Sought = { kind: 'isbn', isbn: '9789793062792' };

/**
 * Asks a catalogue for a known book and says what came; one that answered is noted as tried, whether or not it has the book. Needs
 * `settings.manage` network-wide. Throws `copying.source_not_found`, `platform.busy`.
 */
export async function trySource(
  ctx: Ctx,
  { config }: Pick<Services, 'config'>,
  id: number,
  limits: Omit<AskLimits, keyof MachineLimits> = USUAL_LIMITS,
): Promise<SourceAnswer> {
  authorize(ctx, 'settings.manage', null);
  const source = await findWholeSource(ctx, id);
  const now = ctx.clock.now();
  const day = localDate(now, await networkZone(ctx.db));
  const answer = await askingLine.ask(async () =>
    askSource(source, TRIED_WITH, { ...limits, ...machineLimits(config) }, day),
  );
  if (!('records' in answer)) return answer;
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await noteAnswered(trx, source, now))) return;
    await recordAudit(trx, ctx, {
      action: 'record_source.tried',
      entity: 'record_source',
      entityId: id,
      after: { address: shownAddress(source.address), found: answer.records.length },
    });
  });
  return answer;
}
