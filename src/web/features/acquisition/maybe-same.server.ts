import { findDuplicatesOf } from '#modules/collection/catalog';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';

/** A title that may be the one whose copies came, for the page to name. */
export interface MaybeSame {
  title: string;
  href: string;
}

/** Of records that got copies: what each may be the same as, and where that is decided by whoever may. */
export async function maybeSame(ctx: Ctx, bibIds: readonly (number | null)[]) {
  const found = await findDuplicatesOf(ctx.db, [...new Set(bibIds.filter((id) => id !== null))]);
  return {
    decideHref: canAnywhere(ctx.actor, 'catalog.edit') ? localizeHref('/staf/duplikat') : null,
    of: (bibId: number | null): MaybeSame[] =>
      (bibId === null ? [] : (found.get(bibId) ?? [])).map((one) => ({
        title: one.title,
        href: localizeHref(`/katalog/${one.bibId}`),
      })),
  };
}
