import { listBibs } from '#modules/collection/catalog';
import { MATERIAL_KINDS } from '#modules/collection/catalog/client';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { asMaterial, catalogName, catalogOptions } from '#web/features/catalog/catalog-views.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['catalog.read', 'catalog.edit'] };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const q = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
  const show = url.searchParams.get('tampil') ?? '';
  const material = asMaterial(url.searchParams.get('bahan'));
  const page = await listBibs(ctx, {
    q,
    material,
    hidden: show === 'tersembunyi' ? true : undefined,
    deleted: show === 'terhapus',
    cursor: url.searchParams.get('sesudah') ?? undefined,
    limit: 50,
    newestFirst: true,
  });
  const next = new URLSearchParams(url.searchParams);
  if (page.next) next.set('sesudah', page.next);
  return {
    q,
    show,
    material: material ?? '',
    materials: catalogOptions('material', MATERIAL_KINDS, ctx.locale),
    mayEdit: canAnywhere(ctx.actor, 'catalog.edit'),
    next: page.next === null ? null : `?${next}`,
    bibs: page.data.map((bib) => ({
      id: bib.id,
      title: [bib.title, bib.subtitle].filter(Boolean).join(': '),
      author: bib.mainAuthor,
      material: catalogName('material', bib.material, ctx.locale),
      published: [bib.publisher, bib.year].filter((part) => part !== null).join(', '),
      itemCount: bib.itemCount,
      hidden: bib.hidden,
      deleted: bib.deletedAt !== null,
    })),
  };
};
