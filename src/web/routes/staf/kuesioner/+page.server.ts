import { zoneOf } from '#modules/ground/libraries';
import {
  copyInstrument,
  createQuestionnaire,
  importQuestionnaire,
  listInstruments,
  listQuestionnaires,
} from '#modules/community/questionnaires';
import { said } from '#modules/community/questionnaires/client';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import { fileOrNull } from '#web/kit/form/read-fields.server.ts';
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
  copy: deskAction({ form: 'copy', needs: NEEDS }, async ({ ctx, library, values }) => {
    const { id, name } = await copyInstrument(ctx, library.id, values.instrument ?? '');
    return done(m.quest_copied({ name }), `${PATH}/${id}`);
  }),
  create: deskAction({ form: 'create', needs: NEEDS }, async ({ ctx, library, values: { name = '' } }) => {
    const id = await createQuestionnaire(ctx, library.id, { name, content: { title: name || '-', questions: [] } });
    return done(m.quest_made({ name }), `${PATH}/${id}`);
  }),
  import: deskAction({ form: 'import', needs: NEEDS, upload: 'file', keeps: false }, async ({ ctx, library, data }) => {
    const id = await importQuestionnaire(ctx, library.id, (await fileOrNull(data, 'file')?.text()) ?? '');
    return done(m.quest_imported(), `${PATH}/${id}`);
  }),
};
