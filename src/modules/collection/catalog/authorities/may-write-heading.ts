import { authorizeAnywhere, canAnywhere, grantedLibraries } from '#platform/rights/authorize';
import { accountOf, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { isHeadingShared } from '../data/bib-stakes.queries.ts';
import { catalogErrors } from '../errors.ts';

const PERMISSION = 'authorities.edit';

/**
 * May this actor change these headings, and with them every record that carries them? With `authorities.edit` for the network; else while
 * nobody uses them, or only records that are theirs to write ({@link authorizeBib}). Throws `platform.forbidden` without the permission
 * anywhere, else `catalog.shared_heading`.
 */
export async function authorizeHeadings(
  db: Db | Tx,
  ctx: Pick<Ctx, 'actor'>,
  authorityIds: readonly number[],
): Promise<void> {
  authorizeAnywhere(ctx, PERMISSION);
  if (!(await mayWrite(db, ctx, authorityIds))) throw catalogErrors.sharedHeading();
}

async function mayWrite(db: Db | Tx, ctx: Pick<Ctx, 'actor'>, authorityIds: readonly number[]): Promise<boolean> {
  const libraries = grantedLibraries(ctx.actor, PERMISSION);
  return libraries === 'all' || !(await isHeadingShared(db, authorityIds, libraries, accountOf(ctx.actor)));
}

/** The same for a page that shows a heading; false also without the permission anywhere. */
export const canWriteHeading = async (ctx: Pick<Ctx, 'actor' | 'db'>, id: number): Promise<boolean> =>
  canAnywhere(ctx.actor, PERMISSION) && mayWrite(ctx.db, ctx, [id]);
