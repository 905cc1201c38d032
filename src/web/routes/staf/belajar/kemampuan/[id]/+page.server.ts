import {
  addCompetence,
  copyFramework,
  getFramework,
  importFramework,
  moveCompetence,
  restoreCompetence,
  restoreFramework,
  retireCompetence,
  retireFramework,
  saveCompetence,
  saveFramework,
} from '#modules/learning/competences';
import { competenceUse } from '#modules/learning/courses';
import { TABLE_COLUMNS } from '#modules/learning/competences/client';
import { nameLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import {
  competenceOf,
  frameworkOf,
  frameworkValues,
  lineOptions,
  lineValues,
  ownerOptions,
  parentOptions,
  withFaults,
  withTicks,
} from '#web/features/competences/competence-form.server.ts';
import { forWhom, inLanguage, useWords } from '#web/features/competences/competence-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { fileIn, idAsked, idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'courses.manage' };

const PATH = '/staf/belajar/kemampuan';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
  const framework = await getFramework(ctx, idOf(params.id));
  const { competences, mayEdit, version, state, libraryId, builtin } = framework;
  const said = (id: string, en: string) => inLanguage(ctx.locale, id, en);
  const edited = mayEdit ? competences.find(({ id }) => id === idAsked(url.searchParams.get('ubah'))) : undefined;
  const siblings = edited && competences.filter(({ parentId }) => parentId === edited.parentId);
  const used = await competenceUse(
    ctx,
    competences.map(({ id }) => id),
  );
  const library = (await nameLibraries(ctx))(libraryId)?.name ?? m.competences_network();
  return {
    name: said(framework.name, framework.nameEn),
    summary: said(framework.summary, framework.summaryEn),
    about: [
      builtin ? m.competences_builtin() : library,
      framework.code,
      framework.source && m.competences_source({ source: framework.source }),
    ]
      .filter(Boolean)
      .join(' · '),
    ...{ builtin, mayEdit, version, state },
    values: frameworkValues(framework),
    tableHref: localizeHref(`${PATH}/${params.id}/tabel.csv`),
    columns: TABLE_COLUMNS.join(', '),
    lines: competences.map((line) => ({
      ...{ id: line.id, parentId: line.parentId, code: line.code, retired: line.retired },
      name: said(line.name, line.nameEn),
      canDo: said(line.canDo, line.canDoEn),
      about: forWhom(line),
      use: useWords(used.get(line.id)),
      editHref:
        mayEdit && line.id !== edited?.id
          ? localizeHref(`${PATH}/${params.id}?ubah=${line.id}#kemampuan-${line.id}`)
          : null,
    })),
    edited: edited
      ? {
          ...{ id: edited.id, version: edited.version, retired: edited.retired },
          isFirst: siblings?.[0]?.id === edited.id,
          isLast: siblings?.at(-1)?.id === edited.id,
          values: lineValues(edited),
          ticked: { phases: edited.phases, tiers: edited.tiers.map(String) },
          parents: parentOptions(competences.filter(({ id }) => id !== edited.id)),
        }
      : null,
    closeHref: localizeHref(`${PATH}/${params.id}`),
    options: lineOptions(),
    parents: parentOptions(competences),
    owners: await ownerOptions(ctx),
  };
};

const which = (values: Record<string, string>) => ({ id: idIn(values), version: versionIn(values) });
/** Back to a line that was changed, still open. */
const openAt = (id: number) => `?ubah=${id}#kemampuan-${id}`;

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, params, values }) => {
    await saveFramework(ctx, idOf(params.id), { ...frameworkOf(values), version: versionIn(values) });
    return m.competences_saved();
  }),
  retire: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await retireFramework(ctx, idOf(params.id), versionIn(values));
    return m.competences_framework_retired();
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await restoreFramework(ctx, idOf(params.id), versionIn(values));
    return m.competences_restored();
  }),
  copy: formAction({ form: 'copy' }, async ({ ctx, params, values }) => {
    const libraryId = idOrNull(values, 'libraryId');
    const id = await copyFramework(ctx, idOf(params.id), { name: values.name ?? '', code: '', libraryId });
    return done(m.competences_copied(), `${PATH}/${id}`);
  }),
  import: formAction({ upload: 'csv', refused: withFaults('table') }, async ({ ctx, params, values, data }) => {
    const csv = await fileIn(data, 'csv').text();
    const { added, changed } = await importFramework(ctx, idOf(params.id), { version: versionIn(values), csv });
    return m.competences_imported({ added, changed });
  }),
  add: formAction({ refused: withTicks('add') }, async ({ ctx, params, values, data }) => {
    const id = await addCompetence(ctx, idOf(params.id), competenceOf(values, data));
    return done(m.competences_added(), `#kemampuan-${id}`);
  }),
  saveLine: formAction({ refused: withTicks('line') }, async ({ ctx, values, data }) => {
    const { id, version } = which(values);
    await saveCompetence(ctx, id, { ...competenceOf(values, data), version });
    return done(m.competences_saved(), `#kemampuan-${id}`);
  }),
  up: formAction({ form: 'act' }, async ({ ctx, values }) => {
    const { id, version } = which(values);
    await moveCompetence(ctx, id, { version, direction: 'up' });
    return done(m.competences_moved(), openAt(id));
  }),
  down: formAction({ form: 'act' }, async ({ ctx, values }) => {
    const { id, version } = which(values);
    await moveCompetence(ctx, id, { version, direction: 'down' });
    return done(m.competences_moved(), openAt(id));
  }),
  retireLine: formAction({ form: 'act' }, async ({ ctx, values }) => {
    const { id, version } = which(values);
    await retireCompetence(ctx, id, version);
    return done(m.competences_line_retired(), openAt(id));
  }),
  restoreLine: formAction({ form: 'act' }, async ({ ctx, values }) => {
    const { id, version } = which(values);
    await restoreCompetence(ctx, id, version);
    return done(m.competences_restored(), openAt(id));
  }),
};
