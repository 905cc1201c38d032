import { redirect } from '@sveltejs/kit';
import { listDuplicateGroups, mergeBibs } from '#modules/catalog';
import type { PageAccess } from '#platform/access';
import { canAnywhere } from '#platform/authorize';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { catalogName, numberOf } from '#web/catalog/catalog-views.server.ts';
import { setFlash } from '#web/flash.server.ts';
import { formValues, refuseForm } from '#web/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'catalog.edit' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const groups = await listDuplicateGroups(ctx);
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
  };
};

/** `id:version`, as a radio button sends it. */
const pick = (text: string | undefined): { id: number; version: number } => {
  const [id, version] = (text ?? '').split(':');
  return { id: numberOf(id), version: numberOf(version) };
};

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    const [keep, drop] = [pick(values.keep), pick(values.drop)];
    try {
      if (keep.id === 0 || drop.id === 0) throw platformErrors.invalidInput();
      const { movedItems } = await mergeBibs(ctx, {
        keepId: keep.id,
        keepVersion: keep.version,
        dropId: drop.id,
        dropVersion: drop.version,
      });
      setFlash(cookies, 'ok', m.catalog_duplicates_merged({ count: movedItems }));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    redirect(303, localizeHref('/staf/duplikat'));
  },
};
