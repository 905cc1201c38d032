import { listBibs, listItemTypes } from '#modules/collection/catalog';
import { subscribe } from '#modules/collection/serials';
import { FREQUENCIES } from '#modules/collection/serials/client';
import type { PageAccess } from '#platform/rights/access';
import { addDays, addMonths, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { frequencyName, subscriptionHref } from '#web/features/serials/parts/serial-words.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'serials.manage' };

const SERIALS = 200;

export const load: PageServerLoad = async ({ locals }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['serials.manage']);
  const [bibs, types] = await Promise.all([
    listBibs(ctx, { material: 'terbitan_berkala', limit: SERIALS }),
    listItemTypes(ctx.db),
  ]);
  const today = localDate(ctx.clock.now(), library.timeZone);
  return {
    library: library.name,
    bibs: bibs.data.map(({ id, title }) => ({ value: id, label: title })),
    types: types.map(({ code, nameId, nameEn }) => ({ value: code, label: ctx.locale === 'en' ? nameEn : nameId })),
    frequencies: FREQUENCIES.map((frequency) => ({ value: frequency, label: frequencyName(frequency) })),
    startsOn: today,
    endsOn: addDays(addMonths(today, 12), -1),
  };
};

export const actions: Actions = {
  default: deskAction({ needs: ['serials.manage'] }, async ({ ctx, library, values }) => {
    const { bibId = '', supplier = '', price = '', startsOn = '', endsOn = '', itemType = '' } = values;
    const { firstVolume = '', firstNumber = '1', numbersPerVolume = '', graceDays = '7', makesCopies } = values;
    const frequency = FREQUENCIES.find((one) => one === values.frequency) ?? 'monthly';
    const numbering = { firstVolume, firstNumber, numbersPerVolume };
    const book = { bibId, supplier, price, frequency, startsOn, endsOn, itemType, graceDays };
    const id = await subscribe(ctx, library.id, { ...book, ...numbering, makesCopies: makesCopies === 'ya' });
    return done(m.serial_created(), subscriptionHref(id));
  }),
};
