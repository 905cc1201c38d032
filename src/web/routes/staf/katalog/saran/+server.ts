import { json } from '@sveltejs/kit';
import { suggestAuthorities } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { asAuthorityKind } from '#web/features/catalog/catalog-views.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = { may: 'catalog.read' };

/** Headings offered while a cataloguer types. */
export const GET: RequestHandler = async ({ locals: { ctx }, url }) => {
  const q = url.searchParams.get('q')?.slice(0, 200) ?? '';
  const kind = asAuthorityKind(url.searchParams.get('jenis'));
  return json(await suggestAuthorities(ctx, { q, kind }), { headers: { 'cache-control': 'private, no-store' } });
};
