import { listPartnerPairs, sayDistinct } from '#modules/city/partners';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { partnerHref } from '#web/features/partners/partner-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  pairs: (await listPartnerPairs(ctx)).map((pair) => ({
    key: `${pair.lowId}-${pair.highId}`,
    one: { id: pair.lowId, name: pair.lowName, href: partnerHref(pair.lowId) },
    other: { id: pair.highId, name: pair.highName, href: partnerHref(pair.highId) },
    why: [
      pair.sameName && m.partners_same_name(),
      pair.samePhone && m.partners_same_phone(),
      pair.sameEmail && m.partners_same_email(),
      pair.sameSite && m.partners_same_site(),
    ]
      .filter(Boolean)
      .join(', '),
    mergeHref: localizeHref(`/staf/mitra/gabung?satu=${pair.lowId}&dua=${pair.highId}`),
  })),
});

export const actions: Actions = {
  apart: formAction({ form: 'apart' }, async ({ ctx, values }) => {
    await sayDistinct(ctx, idIn(values, 'one'), idIn(values, 'other'));
    return m.partners_told_apart();
  }),
};
