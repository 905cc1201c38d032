import { redirect } from '@sveltejs/kit';
import { getPartner, showTie, tiePartner, untiePartner } from '#modules/city/partners';
import { TIE_PARTS } from '#modules/city/partners/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { dayOrNull } from '#web/features/partners/partner-form.server.ts';
import { nameOf, partnerHref } from '#web/features/partners/partner-words.server.ts';
import { foundThings, partOptions, thingIn, tieViews } from '#web/features/partners/together/ties-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

const LONGEST = 100;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url: { searchParams } }) => {
  const id = idOf(params.id);
  const partner = await getPartner(ctx, id);
  // what was merged leads to what it became
  if (partner.id !== id) redirect(303, localizeHref(`/staf/mitra/${partner.id}/bersama`));
  const asked = (searchParams.get('cari') ?? '').toWellFormed().replaceAll('\0', '').trim().slice(0, LONGEST);
  return {
    ...{ name: nameOf(partner.name), href: partnerHref(id), asked },
    isNamed: partner.namedOn !== null,
    path: localizeHref(`/staf/mitra/${id}/bersama`),
    ties: await tieViews(ctx, id),
    found: await foundThings(ctx, asked),
    parts: partOptions(),
  };
};

export const actions: Actions = {
  tie: formAction({ form: 'tie' }, async ({ ctx, params, values }) => {
    const thing = thingIn(values.thing ?? '');
    if (!thing) throw platformErrors.invalidInput({}, { thing: 'required' });
    const id = await tiePartner(ctx, idOf(params.id), {
      ...thing,
      part: choiceIn(values, 'part', TIE_PARTS),
      since: dayOrNull(values, 'since'),
      shown: values.shown !== undefined,
    });
    return done(m.ledgers_tie_added(), `#tautan-${id}`);
  }),
  show: formAction({ form: 'show' }, async ({ ctx, values }) => {
    const id = idIn(values);
    const isShown = values.shown === 'ya';
    await showTie(ctx, id, isShown);
    return done(isShown ? m.ledgers_tie_shown_said() : m.ledgers_tie_hidden_said(), `#tautan-${id}`);
  }),
  untie: formAction({ form: 'untie' }, async ({ ctx, values }) => {
    await untiePartner(ctx, idIn(values));
    return done(m.ledgers_tie_removed(), '#tautan');
  }),
};
