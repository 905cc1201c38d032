import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import type { PermissionCode } from '#platform/rights/permissions';

/** Whose a page or a picture can be, for whoever holds one of the permissions: the network's, and libraries'. */
export async function placeOptions(
  ctx: Ctx,
  permissions: readonly PermissionCode[],
): Promise<{ value: string; label: string }[]> {
  const may = (libraryId: number | null) => permissions.some((permission) => can(ctx.actor, permission, libraryId));
  const libraries = (await listLibraries(ctx, { active: true })).filter(({ id }) => may(id));
  return [
    ...(may(null) ? [{ value: '', label: m.site_whole_network() }] : []),
    ...libraries.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
}
