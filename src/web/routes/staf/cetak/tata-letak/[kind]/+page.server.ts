import { fail, redirect } from '@sveltejs/kit';
import { getLayout, saveLayout } from '#modules/stock/printing';
import { BANDS } from '#modules/stock/printing/client';
import type { PageAccess } from '#platform/access';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { layoutFields, layoutFrom, previewQuery, sheetsFor } from '#web/features/printing/layout-form.server.ts';
import {
  bandOptions,
  kindName,
  kindOrThrow,
  lineOptions,
  sheetOptions,
} from '#web/features/printing/print-words.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'printing.layouts' };

export const load: PageServerLoad = async ({ locals, cookies, params }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies, ['printing.layouts']);
  authorize(ctx, 'printing.layouts', library.id);
  const kind = kindOrThrow(params.kind);
  const layout = await getLayout(ctx, library.id, kind);
  const path = `/staf/cetak/tata-letak/${params.kind}`;
  return {
    library: library.name,
    kind,
    name: kindName(kind, ctx),
    layout,
    fields: layoutFields(layout),
    lines: lineOptions(kind, ctx),
    bands: bandOptions(BANDS, ctx),
    presets: sheetOptions(sheetsFor(kind), ctx),
    picture: localizeHref(`${path}/contoh.svg`),
    query: previewQuery(layout),
    backHref: localizeHref(`/staf/cetak?jenis=${params.kind}`),
  };
};

async function save(event: RequestEvent, usual: boolean) {
  const { locals, cookies, params, request } = event;
  const form = await request.formData();
  try {
    const { ctx, library } = await findDesk(locals.ctx, cookies, ['printing.layouts']);
    await saveLayout(ctx, library.id, kindOrThrow(params.kind), usual ? null : layoutFrom(form));
  } catch (error) {
    const refusal = refuseForm(error, locals.ctx, formValues(form));
    return fail(refusal.status, { ...refusal.data, lines: form.getAll('lines').map(String) });
  }
  setFlash(cookies, 'ok', m.printing_layout_saved());
  redirect(303, localizeHref(`/staf/cetak/tata-letak/${params.kind}`));
}

export const actions: Actions = {
  save: async (event) => save(event, false),
  usual: async (event) => save(event, true),
};
