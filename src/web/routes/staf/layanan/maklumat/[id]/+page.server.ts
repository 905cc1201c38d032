import {
  discardStandard,
  getStandard,
  listMeasures,
  noteStandard,
  publishStandard,
  restoreStandard,
  retireStandard,
  writeStandard,
} from '#modules/city/promises';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { editionLine, performanceView } from '#web/features/promises/promise-view.server.ts';
import { signFirst } from '#web/features/promises/sign-first.server.ts';
import {
  editionValues,
  measureOptions,
  partFields,
  signatureOf,
  standardOf,
} from '#web/features/promises/standard-form.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'standards.manage', network: true };

const LIST = '/staf/layanan/maklumat';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const standard = await getStandard(ctx, idOf(params.id));
  const { published, draft, note, noteEn, retiredAt, version } = standard;
  return {
    name: (draft ?? published)?.name ?? '',
    values: editionValues(draft ?? published),
    draftVersion: draft?.version ?? 0,
    hasDraft: draft !== null,
    edition: published && editionLine(published, ctx.locale),
    performance: performanceView(standard.performance, ctx.locale),
    measures: measureOptions(await listMeasures(ctx)),
    parts: partFields(),
    sign: await signFirst(ctx),
    note: { note, noteEn },
    version,
    isRetired: retiredAt !== null,
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, params, values }) => {
    await writeStandard(ctx, idOf(params.id), { ...standardOf(values), version: versionIn(values) });
    return m.promises_standard_saved();
  }),
  publish: formAction({ form: 'publish' }, async ({ ctx, params, values }) => {
    await publishStandard(ctx, idOf(params.id), { ...signatureOf(values), version: versionIn(values) });
    return m.promises_published();
  }),
  discard: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await discardStandard(ctx, idOf(params.id), versionIn(values));
    return done(m.promises_discarded(), LIST);
  }),
  note: formAction({ form: 'note' }, async ({ ctx, params, values }) => {
    const note = { note: values.note ?? '', noteEn: values.noteEn ?? '' };
    await noteStandard(ctx, idOf(params.id), { ...note, version: versionIn(values) });
    return m.promises_note_saved();
  }),
  retire: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await retireStandard(ctx, idOf(params.id), versionIn(values));
    return m.promises_retired();
  }),
  restore: formAction({ form: 'act' }, async ({ ctx, params, values }) => {
    await restoreStandard(ctx, idOf(params.id), versionIn(values));
    return m.promises_restored();
  }),
};
