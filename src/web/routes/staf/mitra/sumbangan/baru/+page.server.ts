import { listPartners, noteContribution } from '#modules/city/partners';
import { CONTRIBUTION_KINDS } from '#modules/city/partners/client';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  contributionChoices,
  contributionLibraries,
  contributionOf,
  kindOptions,
  partnerOf,
} from '#web/features/partners/contributions/contribution-form.server.ts';
import {
  CONTRIBUTIONS_PATH,
  contributionState,
} from '#web/features/partners/contributions/contribution-rows.server.ts';
import { nameOf } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idAsked, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

/** From how many partners one is chosen. */
const MOST_PARTNERS = 500;
const LONGEST = 100;
const STATES = ['received', 'promised'] as const;

/** `?mitra=12&jenis=books&di=3&cari=HB`: of whom, what, to which library, and what is looked for among what is known there. */
export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const askedPartner = idAsked(searchParams.get('mitra'));
  const partner = askedPartner === null ? null : await partnerOf(ctx, askedPartner);
  const libraries = await contributionLibraries(ctx);
  const wanted = [idAsked(searchParams.get('di')), partner?.libraryId, libraries[0]?.value];
  const libraryId = wanted.find((id) => libraries.some(({ value }) => value === id)) ?? null;
  const kind = CONTRIBUTION_KINDS.find((one) => one === searchParams.get('jenis')) ?? null;
  const asked = (searchParams.get('cari') ?? '').trim().slice(0, LONGEST).toWellFormed().replaceAll('\0', '');
  const partners = partner ? [] : (await listPartners(ctx, { state: 'active', limit: MOST_PARTNERS })).data;
  return {
    ...{ partner, libraries, libraryId, kind, asked },
    partnerHref: partner && localizeHref(`/staf/mitra/${partner.id}`),
    partners: partners.map(({ id, name }) => ({ value: id, label: nameOf(name) })),
    kinds: kindOptions(),
    states: STATES.map((value) => ({ value, label: contributionState(value).words })),
    choices:
      partner && kind !== null && libraryId !== null
        ? await contributionChoices(ctx, { kind, libraryId, asked })
        : null,
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const state = choiceIn(values, 'state', STATES);
    const id = await noteContribution(ctx, idIn(values, 'partnerId'), { ...contributionOf(values), state });
    return done(m.contributions_noted(), `${CONTRIBUTIONS_PATH}/${id}`);
  }),
};
