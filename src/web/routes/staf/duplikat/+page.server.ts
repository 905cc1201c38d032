import {
  listDuplicateGroups,
  listSaidDistinct,
  mergeBibs,
  sayDistinct,
  takeDistinctBack,
} from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { zoneOf } from '#modules/ground/libraries';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { catalogName } from '#web/features/catalog/catalog-views.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'catalog.edit' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const groups = await listDuplicateGroups(ctx);
  const zone = await zoneOf(ctx);
  return {
    mayMerge: canAnywhere(ctx.actor, 'catalog.delete'),
    sets: groups.map((group) => ({
      by: catalogName('by', group.by, ctx.locale),
      key: group.by === 'title' ? null : group.key,
      bibs: group.bibs.map((bib) => ({
        id: bib.id,
        version: bib.version,
        title: [bib.title, bib.subtitle].filter(Boolean).join(': '),
        author: bib.mainAuthor,
        published: [bib.publisher, bib.year].filter((part) => part !== null).join(', '),
        isbn: bib.isbns[0] ?? null,
        itemCount: bib.itemCount,
      })),
    })),
    said: (await listSaidDistinct(ctx)).map(({ lowId, highId, lowTitle, highTitle, saidAt, saidBy }) => ({
      low: { id: lowId, title: lowTitle },
      high: { id: highId, title: highTitle },
      by: m.catalog_duplicates_said_by({ by: saidBy, at: formatInstant(saidAt, zone, ctx.locale) }),
    })),
  };
};

function pickedIn(values: Record<string, string>, field: string): { id: number; version: number } {
  const [id, version] = (values[field] ?? '').split(':');
  if (!id) throw platformErrors.invalidInput();
  return { id: idIn({ [field]: id }, field), version: wholeIn({ [field]: version }, field) ?? 0 };
}

export const actions: Actions = {
  merge: formAction(async ({ ctx, values }) => {
    const [keep, drop] = [pickedIn(values, 'keep'), pickedIn(values, 'drop')];
    const { movedItems } = await mergeBibs(ctx, {
      keepId: keep.id,
      keepVersion: keep.version,
      dropId: drop.id,
      dropVersion: drop.version,
    });
    return m.catalog_duplicates_merged({ count: movedItems });
  }),
  distinct: formAction(async ({ ctx, values }) => {
    await sayDistinct(ctx, pickedIn(values, 'keep').id, pickedIn(values, 'drop').id);
    return m.catalog_duplicates_distinct_said();
  }),
  again: formAction(async ({ ctx, values }) => {
    await takeDistinctBack(ctx, pickedIn(values, 'keep').id, pickedIn(values, 'drop').id);
    return m.catalog_duplicates_asked_again();
  }),
};
