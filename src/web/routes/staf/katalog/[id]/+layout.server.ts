import { canWriteBib, getBib } from '#modules/collection/catalog';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import { catalogName } from '#web/features/catalog/catalog-views.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals: { ctx }, params }) => {
  authorizeAnywhere(ctx, 'catalog.read');
  const bib = await getBib(ctx, idOf(params.id));
  const mayWrite = await canWriteBib(ctx, bib.id, 'catalog.edit');
  return {
    bib: {
      id: bib.id,
      version: bib.version,
      title: bib.derived.title,
      material: catalogName('material', bib.derived.materialKind, ctx.locale),
      hidden: bib.hidden,
      deleted: bib.deletedAt !== null,
      deletedReason: bib.deletedReason,
      mergedIntoId: bib.mergedIntoId,
    },
    mayEdit: mayWrite && bib.deletedAt === null,
    // the record is shared, and somebody who may write their own wonders why not this one
    shared: !mayWrite && canAnywhere(ctx.actor, 'catalog.edit') && bib.deletedAt === null,
    mayDelete: await canWriteBib(ctx, bib.id, 'catalog.delete'),
    mayHold: canAnywhere(ctx.actor, 'holds.place') && bib.deletedAt === null && !bib.hidden,
    maySeeHistory: canAnywhere(ctx.actor, 'audit.read'),
  };
};
