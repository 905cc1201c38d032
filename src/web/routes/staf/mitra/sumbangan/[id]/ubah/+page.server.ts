import { changeContribution, getContribution } from '#modules/city/partners';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import {
  contributionChoices,
  contributionOf,
  contributionValues,
} from '#web/features/partners/contributions/contribution-form.server.ts';
import { CONTRIBUTIONS_PATH, contributionHref } from '#web/features/partners/contributions/contribution-rows.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const LONGEST = 100;

/** `?cari=HB`: what is looked for among what is known at the library. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, url: { searchParams } }) => {
  const one = await getContribution(ctx, idOf(params.id));
  const asked = (searchParams.get('cari') ?? '').trim().slice(0, LONGEST).toWellFormed().replaceAll('\0', '');
  return {
    ...{ id: one.id, what: one.what, version: one.version, asked, kind: one.kind },
    back: contributionHref(one.id),
    values: contributionValues(one),
    choices: await contributionChoices(ctx, { kind: one.kind, libraryId: one.libraryId, asked }, one),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    await changeContribution(ctx, id, { ...contributionOf(values), version: versionIn(values) });
    return done(m.contributions_saved(), `${CONTRIBUTIONS_PATH}/${id}`);
  }),
};
