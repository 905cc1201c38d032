import { addNationalHolidays, getSetting, removeNationalHolidays, setSetting } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
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

/** Puts a step off, or takes it up again. */
async function putOff(ctx: Ctx, key: FirstStepKey | null, off: boolean): Promise<void> {
  const { later, hidden } = await getSetting(ctx.db, 'firstSteps');
  const others = later.filter((one) => one !== key);
  await setSetting(ctx, 'firstSteps', { hidden, later: off && key !== null ? [...others, key] : others });
}

async function hide(ctx: Ctx, hidden: boolean): Promise<void> {
  await setSetting(ctx, 'firstSteps', { ...(await getSetting(ctx.db, 'firstSteps')), hidden });
}

export const actions: Actions = {
  later: formAction(async ({ ctx, values }) => putOff(ctx, stepKeyOf(values.step), true)),
  again: formAction(async ({ ctx, values }) => putOff(ctx, stepKeyOf(values.step), false)),
  hide: formAction(async ({ ctx }) => {
    await hide(ctx, true);
    return m.start_hidden();
  }),
  show: formAction(async ({ ctx }) => {
    await hide(ctx, false);
    return m.start_shown();
  }),
  holidays: formAction({ form: 'holidays' }, async ({ ctx, values }) =>
    m.start_holidays_added(
      await addNationalHolidays(ctx, { year: Number(values.year), jointLeave: values.jointLeave === '1' }),
    ),
  ),
  takeBack: formAction({ form: 'takeBack' }, async ({ ctx, values }) =>
    m.start_holidays_taken(await removeNationalHolidays(ctx, { year: Number(values.year) })),
  ),
};
