import { fail, redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import {
  copyInstrument,
  createQuestionnaire,
  importQuestionnaire,
  listInstruments,
  listQuestionnaires,
} from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import type { PageAccess } from '#platform/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskForm } from '#web/features/circulation/desk/desk-form.server.ts';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { readUpload } from '#web/kit/form/read-upload.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'questionnaires.manage' };

const PATH = '/staf/kuesioner';
const NEEDS = ['questionnaires.manage'] as const;
const PER_PAGE = 40;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const archived = url.searchParams.get('tampil') === 'arsip';
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await listQuestionnaires(ctx, { archived, cursor, limit: PER_PAGE });
  const zone = await zoneOf(ctx);
  const here = archived ? `${PATH}?tampil=arsip` : PATH;
  return {
    archived,
    tabs: [
      { href: localizeHref(PATH), label: m.quest_tab_used(), here: !archived },
      { href: localizeHref(`${PATH}?tampil=arsip`), label: m.quest_tab_archived(), here: archived },
    ],
    questionnaires: data.map((one) => ({
      id: one.id,
      name: one.name,
      href: localizeHref(`${PATH}/${one.id}`),
      library: one.library.name,
      placements: one.placements,
      responses: one.responses,
      changed: formatDate(localDate(one.changedAt, zone), ctx.locale, 'medium'),
      resultsHref: one.responses > 0 ? localizeHref(`${PATH}/${one.id}/hasil`) : null,
    })),
    instruments: listInstruments().map(({ key, title, questions }) => ({
      key,
      questions,
      title: said(title, ctx.locale),
    })),
    next: next && localizeHref(`${here}${archived ? '&' : '?'}lanjut=${encodeURIComponent(next)}`),
    previous: cursor === undefined ? null : localizeHref(here),
  };
};

export const actions: Actions = {
  copy: async (event) =>
    deskForm(event, { form: 'copy', needs: NEEDS, back: PATH }, async ({ ctx, library }, values) => {
      const { id, name } = await copyInstrument(ctx, library.id, values.instrument ?? '');
      return { said: m.quest_copied({ name }), to: `${PATH}/${id}` };
    }),
  create: async (event) =>
    deskForm(event, { form: 'create', needs: NEEDS, back: PATH }, async ({ ctx, library }, { name = '' }) => {
      const id = await createQuestionnaire(ctx, library.id, { name, content: { title: name || '-', questions: [] } });
      return { said: m.quest_made({ name }), to: `${PATH}/${id}` };
    }),
  import: async ({ locals, cookies, request }) => {
    let id: number;
    try {
      const file = (await readUpload(request, 'file')).get('file');
      const { ctx, library } = await findDesk(locals.ctx, cookies, NEEDS);
      id = await importQuestionnaire(ctx, library.id, file instanceof File ? await file.text() : '');
    } catch (error) {
      const refusal = refuseForm(error, locals.ctx, {});
      return fail(refusal.status, { ...refusal.data, form: 'import' });
    }
    setFlash(cookies, 'ok', m.quest_imported());
    return redirect(303, localizeHref(`${PATH}/${id}`));
  },
};
