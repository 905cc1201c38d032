import { redirect, type RequestEvent } from '@sveltejs/kit';
import {
  listDuplicateGroups,
  listSaidDistinct,
  mergeBibs,
  sayDistinct,
  takeDistinctBack,
} from '#modules/collection/catalog';
import type { PageAccess } from '#platform/access';
import { canAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { zoneOf } from '#modules/ground/libraries';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { catalogName, numberOf } from '#web/features/catalog/catalog-views.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
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

interface Picked {
  id: number;
  version: number;
}
/** `id:version`, as a radio button sends it. */
const pick = (text: string | undefined): Picked => {
  const [id, version] = (text ?? '').split(':');
  return { id: numberOf(id), version: numberOf(version) };
};

/** Carries an act out and comes back to the list, which is read anew. @returns the refusal in words */
async function carryOut(
  { request, locals: { ctx }, cookies }: RequestEvent,
  act: (ctx: Ctx, picked: { keep: Picked; drop: Picked }) => Promise<string>,
) {
  const values = formValues(await request.formData());
  const picked = { keep: pick(values.keep), drop: pick(values.drop) };
  try {
    if (picked.keep.id === 0 || picked.drop.id === 0) throw platformErrors.invalidInput();
    setFlash(cookies, 'ok', await act(ctx, picked));
  } catch (error) {
    return refuseForm(error, ctx, values);
  }
  redirect(303, localizeHref('/staf/duplikat'));
}

export const actions: Actions = {
  merge: async (event) =>
    carryOut(event, async (ctx, { keep, drop }) => {
      const { movedItems } = await mergeBibs(ctx, {
        keepId: keep.id,
        keepVersion: keep.version,
        dropId: drop.id,
        dropVersion: drop.version,
      });
      return m.catalog_duplicates_merged({ count: movedItems });
    }),
  distinct: async (event) =>
    carryOut(event, async (ctx, { keep, drop }) => {
      await sayDistinct(ctx, keep.id, drop.id);
      return m.catalog_duplicates_distinct_said();
    }),
  again: async (event) =>
    carryOut(event, async (ctx, { keep, drop }) => {
      await takeDistinctBack(ctx, keep.id, drop.id);
      return m.catalog_duplicates_asked_again();
    }),
};
