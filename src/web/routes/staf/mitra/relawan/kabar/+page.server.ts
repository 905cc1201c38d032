import { noteNewsTold, untoldNews } from '#modules/city/volunteers';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { callLine } from '#web/features/notifications/parts/call-line.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const zone = await networkZone(ctx.db);
  return {
    calls: (await untoldNews(ctx, services)).map((call) => callLine(call, zone, ctx.locale)),
    backHref: localizeHref('/staf/mitra/relawan'),
  };
};

export const actions: Actions = {
  told: formAction(async ({ ctx, values }) => {
    await noteNewsTold(ctx, idIn(values));
    return m.programs_call_said();
  }),
};
