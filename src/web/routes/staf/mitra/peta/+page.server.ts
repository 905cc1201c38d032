import { placePartner } from '#modules/city/partners';
import { PARTNER_KINDS } from '#modules/city/partners/client';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { mapView } from '#web/features/partners/map/map-view.server.ts';
import { kindOptions } from '#web/features/partners/partner-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idAsked, idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const PATH = '/staf/mitra/peta';

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const kind = PARTNER_KINDS.find((one) => one === searchParams.get('jenis')) ?? null;
  const libraryId = idAsked(searchParams.get('di'));
  const wanted = { jenis: kind ?? '', di: libraryId === null ? '' : String(libraryId) };
  return {
    ...{ kind, libraryId, isNarrowed: kind !== null || libraryId !== null },
    view: await mapView(ctx, { kind, libraryId, partnerId: idAsked(searchParams.get('mitra')) }),
    kinds: kindOptions(),
    libraries: (await listLibraries(ctx, { active: true })).map(({ id, name }) => ({ value: id, label: name })),
    allHref: localizeHref(PATH),
    newHref: localizeHref('/staf/mitra/baru'),
    files: (['csv', 'xlsx'] as const).map((format) => ({
      label: format.toUpperCase(),
      href: localizeHref(`${PATH}/tabel?${new URLSearchParams({ ...wanted, format }).toString()}`),
    })),
  };
};

export const actions: Actions = {
  place: formAction({ form: 'place' }, async ({ ctx, values }) => {
    const partnerId = idIn(values, 'partnerId');
    await placePartner(ctx, partnerId, {
      // what is no number is refused by the use case, at the field
      interest: wholeIn(values, 'interest') ?? Number.NaN,
      influence: wholeIn(values, 'influence') ?? Number.NaN,
      reason: values.reason ?? '',
      onDay: values.onDay ?? '',
    });
    return done(m.stakeholders_moved(), `${PATH}?mitra=${partnerId}`);
  }),
};
