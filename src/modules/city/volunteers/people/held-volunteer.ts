import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Volunteer } from '../client.ts';
import { findVolunteer, lockVolunteer } from '../data/volunteers.queries.ts';
import { volunteerErrors } from '../errors.ts';

/** Holds the volunteer that somebody of staff saw. Throws `platform.forbidden`, `volunteers.not_found`, `platform.version_conflict`. */
export async function heldAt(trx: Tx, ctx: Ctx, id: number, version: number): Promise<Volunteer> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const held = await lockVolunteer(trx, id);
  if (!held) throw volunteerErrors.notFound();
  authorize(ctx, 'volunteers.manage', held.library.id);
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/** A volunteer, for whoever looks after volunteers at that very library. Throws `volunteers.not_found`, `platform.forbidden`. */
export async function looksAfter(ctx: Ctx, volunteerId: number): Promise<Volunteer> {
  authorizeAnywhere(ctx, 'volunteers.manage');
  const found = await findVolunteer(ctx.db, volunteerId);
  if (!found) throw volunteerErrors.notFound();
  authorize(ctx, 'volunteers.manage', found.library.id);
  return found;
}
