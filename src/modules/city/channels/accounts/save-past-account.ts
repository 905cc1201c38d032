import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertAccount } from '../data/accounts.queries.ts';
import type { ChannelKind } from '../rules/limits.ts';

/** Writes an account that speaks to nobody, because it is switched off and has no secrets: for samples. @returns its id */
export const savePastAccount = async (
  trx: Tx,
  ctx: Ctx,
  { kind, name, libraryId }: { kind: ChannelKind; name: string; libraryId: number | null },
): Promise<number> =>
  insertAccount(trx, {
    ...{ kind, name, libraryId, enabled: false, settings: '{}' },
    ...{ createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) },
  });
