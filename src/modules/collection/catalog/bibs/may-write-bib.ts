import { authorizeAnywhere, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { PermissionCode } from '#platform/rights/permissions';
import type { BibRow } from '../data/bibs.queries.ts';
import { selectMaker, selectStakes } from '../data/bib-stakes.queries.ts';
import { catalogErrors } from '../errors.ts';

/**
 * May this actor write a record that the whole network shares? With a grant for the network; else where all of it is theirs: every copy is at
 * a library where they hold the permission and there is one, or they made the record themselves; and nobody else waits for it or has it on
 * order. Throws `platform.forbidden` without the permission anywhere, else `catalog.shared_record`.
 * @param permission `catalog.edit`, `catalog.delete`, `covers.edit`
 */
export async function authorizeBib(
  db: Db | Tx,
  ctx: Pick<Ctx, 'actor'>,
  bib: Pick<BibRow, 'id' | 'madeBy'>,
  permission: PermissionCode,
): Promise<void> {
  if (!(await mayWriteBib(db, ctx, bib, permission))) throw catalogErrors.sharedRecord();
}

/** The same for another module that writes what belongs to a record. Throws `catalog.bib_not_found` also. */
export async function authorizeBibOf(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  bibId: number,
  permission: PermissionCode,
): Promise<void> {
  const bib = await selectMaker(trx, bibId);
  if (!bib) throw catalogErrors.bibNotFound();
  await authorizeBib(trx, ctx, bib, permission);
}

async function mayWriteBib(
  db: Db | Tx,
  ctx: Pick<Ctx, 'actor'>,
  { id, madeBy }: Pick<BibRow, 'id' | 'madeBy'>,
  permission: PermissionCode,
): Promise<boolean> {
  authorizeAnywhere(ctx, permission);
  const libraries = grantedLibraries(ctx.actor, permission);
  if (libraries === 'all') return true;
  const { own, others } = await selectStakes(db, id, libraries);
  return others === 0 && (own > 0 || (ctx.actor.kind === 'account' && madeBy === ctx.actor.id));
}

/** May this actor write the record, for a page that shows it? False also without the permission anywhere, or without the record. */
export async function canWriteBib(
  ctx: Pick<Ctx, 'actor' | 'db'>,
  id: number,
  permission: PermissionCode,
): Promise<boolean> {
  if (!canAnywhere(ctx.actor, permission)) return false;
  const bib = await selectMaker(ctx.db, id);
  return bib !== undefined && mayWriteBib(ctx.db, ctx, bib, permission);
}
