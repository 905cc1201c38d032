import { changePartner, getPartner } from '#modules/city/partners';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { partnerChoices, partnerOf } from '#web/features/partners/partner-form.server.ts';
import { nameOf } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const partner = await getPartner(ctx, idOf(params.id));
  const { kind, name, address, kelurahan, phone, email, site, about, aboutEn, story, storyEn } = partner;
  const { namedOn, since, libraryId, inChargeId, schoolLibraryId, version } = partner;
  return {
    title: nameOf(name),
    back: localizeHref(`/staf/mitra/${partner.id}`),
    values: {
      ...{ kind, name, address, kelurahan, phone, email, site, about, aboutEn, story, storyEn },
      ...{ namedOn: namedOn ?? '', since: since ?? '', libraryId, inChargeId, schoolLibraryId },
    },
    version,
    choices: await partnerChoices(ctx, partner),
  };
};

export const actions: Actions = {
  default: formAction(async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    await changePartner(ctx, id, { ...partnerOf(values), version: versionIn(values) });
    return done(m.partners_saved(), `/staf/mitra/${id}`);
  }),
};
