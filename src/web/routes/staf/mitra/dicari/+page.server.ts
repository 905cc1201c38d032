import { addNeed, listNeeds, removeNeed } from '#modules/city/partners';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { dayOrNull } from '#web/features/partners/partner-form.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'partners.manage' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  return {
    needs: (await listNeeds(ctx)).map(({ id, text, textEn, untilOn, createdBy }) => ({
      ...{ id, text, textEn },
      isOver: untilOn !== null && untilOn < today,
      note: [
        untilOn !== null && m.partners_until({ day: formatDate(untilOn, ctx.locale) }),
        m.partners_written_by({ name: createdBy }),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  };
};

export const actions: Actions = {
  add: formAction({ form: 'add' }, async ({ ctx, values }) => {
    await addNeed(ctx, {
      text: values.text ?? '',
      textEn: values.textEn ?? '',
      untilOn: dayOrNull(values, 'untilOn'),
    });
    return m.partners_need_added();
  }),
  remove: formAction({ form: 'act' }, async ({ ctx, values }) => {
    await removeNeed(ctx, idIn(values));
    return m.partners_need_removed();
  }),
};
