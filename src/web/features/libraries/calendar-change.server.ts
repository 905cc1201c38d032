import { listDueMoves } from '#modules/lending/circulation';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';

/** Where one goes after a change of the calendar: to the loans that it concerns, where there are any, else back to the list. */
export async function afterChange(ctx: Ctx, libraryId: number | null, list: string): Promise<string> {
  if (can(ctx.actor, 'loans.read', libraryId) && (await listDueMoves(ctx, libraryId)).length > 0) {
    return localizeHref(`/staf/hari-tutup/dampak${libraryId === null ? '' : `?perpustakaan=${libraryId}`}`);
  }
  return localizeHref(list);
}
