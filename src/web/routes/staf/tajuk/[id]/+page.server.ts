import {
  canWriteHeading,
  getAuthority,
  listBibsOfAuthority,
  mergeAuthorities,
  suggestAuthorities,
  updateAuthority,
} from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { catalogName } from '#web/features/catalog/catalog-views.server.ts';
import { headingFields } from '#web/features/catalog/heading-form.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { versionIn, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'catalog.read' },
  actions: { save: { may: 'authorities.edit' }, merge: { may: 'authorities.edit' } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  authorizeAnywhere(ctx, 'catalog.read');
  const heading = await getAuthority(ctx, idOf(params.id));
  const living = heading.mergedIntoId === null;
  const mayEdit = living && (await canWriteHeading(ctx, heading.id));
  const find = url.searchParams.get('gabung')?.trim().slice(0, 200) ?? '';
  const found = find === '' ? [] : await suggestAuthorities(ctx, { q: find, kind: heading.kind, limit: 20 });
  return {
    heading: {
      id: heading.id,
      version: heading.version,
      kind: catalogName('kind', heading.kind, ctx.locale),
      bibCount: heading.bibCount,
      mergedIntoId: heading.mergedIntoId,
      values: {
        heading: heading.heading,
        see: heading.see.join('\n'),
        seeAlso: heading.seeAlso.map(({ form }) => form).join('\n'),
        note: heading.note,
      },
    },
    related: heading.seeAlso.flatMap(({ form, authorityId }) =>
      authorityId === null ? [] : [{ form, id: authorityId }],
    ),
    bibs: await listBibsOfAuthority(ctx, heading.id),
    find,
    candidates: found
      .filter((candidate) => candidate.id !== heading.id)
      .map(({ id, heading: text, bibCount }) => ({ id, heading: text, bibCount })),
    mayEdit,
    isShared: living && !mayEdit && canAnywhere(ctx.actor, 'authorities.edit'),
  };
};

export const actions: Actions = {
  save: formAction(async ({ ctx, params, values }) => {
    const heading = { id: idOf(params.id), version: versionIn(values), ...headingFields(values) };
    const { rewritten: count } = await updateAuthority(ctx, heading);
    return count > 0 ? m.catalog_heading_rewritten({ count }) : m.catalog_heading_saved();
  }),
  merge: formAction({ keeps: false }, async ({ ctx, params, values }) => {
    const ids = { fromId: idIn(values, 'fromId'), intoId: idOf(params.id) };
    const { rewritten: count } = await mergeAuthorities(ctx, ids);
    return m.catalog_heading_merged({ count });
  }),
};
