import { listAuthorities } from '#modules/collection/catalog';
import { AUTHORITY_KINDS } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import { asAuthorityKind, catalogName, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'catalog.read' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  authorizeAnywhere(ctx, 'catalog.read');
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
  const kind = asAuthorityKind(url.searchParams.get('jenis'));
  const page = await listAuthorities(ctx, { q, kind, cursor: url.searchParams.get('sesudah') ?? undefined });
  const next = new URLSearchParams(url.searchParams);
  if (page.next) next.set('sesudah', page.next);
  return {
    q,
    kind: kind ?? '',
    kinds: catalogOptions('kind', AUTHORITY_KINDS, ctx.locale),
    mayEdit: canAnywhere(ctx.actor, 'authorities.edit'),
    next: page.next === null ? null : `?${next}`,
    headings: page.data.map(({ id, heading, see, bibCount, kind: own }) => ({
      id,
      heading,
      see,
      bibCount,
      kind: catalogName('kind', own, ctx.locale),
    })),
  };
};
