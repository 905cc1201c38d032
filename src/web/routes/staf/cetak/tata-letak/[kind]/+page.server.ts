import { getLayout, saveLayout } from '#modules/stock/printing';
import { BANDS } from '#modules/stock/printing/client';
import type { PageAccess } from '#platform/rights/access';
import { authorize } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { layoutFields, layoutFrom, previewQuery, sheetsFor } from '#web/features/printing/layout-form.server.ts';
import {
  bandOptions,
  kindName,
  kindOrThrow,
  lineOptions,
  sheetOptions,
} from '#web/features/printing/print-words.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import type { RefusedForm } from '#web/kit/form/form-action.server.ts';
import { textsIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'printing.layouts' };

export const load: PageServerLoad = async ({ locals, params }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['printing.layouts']);
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

const NEEDS = ['printing.layouts'] as const;
const refused = (refusal: FormRefusal, { data }: RefusedForm) => ({ ...refusal, lines: textsIn(data, 'lines') });

export const actions: Actions = {
  save: deskAction({ needs: NEEDS, refused }, async ({ ctx, library, params, data }) => {
    await saveLayout(ctx, library.id, kindOrThrow(params.kind), layoutFrom(data));
    return m.printing_layout_saved();
  }),
  usual: deskAction({ needs: NEEDS, refused }, async ({ ctx, library, params }) => {
    await saveLayout(ctx, library.id, kindOrThrow(params.kind), null);
    return m.printing_layout_saved();
  }),
};
