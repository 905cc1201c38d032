import { addNationalHolidays, hideFirstSteps, putOffStep, removeNationalHolidays } from '#modules/ground/libraries';
import { platformErrors } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import type { FirstStepKey } from '#platform/places';
import { m } from '#i18n/messages';
import { offersOf } from '#web/features/libraries/first-steps/holiday-offers.server.ts';
import { stepKeyOf, viewFirstSteps } from '#web/features/libraries/parts/steps.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'settings.manage', network: true };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => ({
  ...(await viewFirstSteps(ctx, services)),
  holidays: can(ctx.actor, 'libraries.manage', null) ? await offersOf(ctx) : [],
});

/** The step that a form names. */
function stepIn({ step }: Record<string, string>): FirstStepKey {
  const key = stepKeyOf(step);
  if (!key) throw platformErrors.invalidInput({}, { step: 'invalid' });
  return key;
}

// it is of the network, at whichever library somebody works
const anywhere = true;

export const actions: Actions = {
  later: formAction({ anywhere }, async ({ ctx, values }) => putOffStep(ctx, stepIn(values), true)),
  again: formAction({ anywhere }, async ({ ctx, values }) => putOffStep(ctx, stepIn(values), false)),
  hide: formAction({ anywhere }, async ({ ctx }) => {
    await hideFirstSteps(ctx, true);
    return m.start_hidden();
  }),
  show: formAction({ anywhere }, async ({ ctx }) => {
    await hideFirstSteps(ctx, false);
    return m.start_shown();
  }),
  holidays: formAction({ form: 'holidays', anywhere }, async ({ ctx, values }) =>
    m.start_holidays_added(
      await addNationalHolidays(ctx, { year: Number(values.year), jointLeave: values.jointLeave === '1' }),
    ),
  ),
  takeBack: formAction({ form: 'takeBack', anywhere }, async ({ ctx, values }) =>
    m.start_holidays_taken(await removeNationalHolidays(ctx, { year: Number(values.year) })),
  ),
};
