import { cancelShift, correctHours, getShift } from '#modules/city/volunteers';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { wallClockOf } from '#shared/dates';
import { shiftLine, thereWords } from '#web/features/volunteers/volunteer-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, wallClockIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { shift, places } = await getShift(ctx, idOf(params.id));
  const zone = shift.task.library.timeZone;
  const begun = shift.startsAt <= ctx.clock.now();
  return {
    shift: shiftLine(shift, ctx.locale),
    reason: shift.cancelReason,
    mayCancel: shift.state === 'planned' && !begun,
    taskHref: localizeHref(`/staf/mitra/relawan/tugas/${shift.task.id}`),
    places: places.map((place) => ({
      ...{ id: place.id, name: place.name || m.volunteers_nameless(), isWaiting: place.status === 'waiting' },
      there: thereWords(place, zone, ctx.locale),
      byRule: place.leftByRule,
      corrected: place.correctedBy && m.volunteers_corrected_by({ name: place.correctedBy }),
      mayCorrect: begun && place.status === 'confirmed',
      cameAt: wallClockOf(place.cameAt ?? shift.startsAt, zone),
      leftAt: wallClockOf(place.leftAt ?? shift.endsAt, zone),
      href: localizeHref(`/staf/mitra/relawan/${place.volunteerId}`),
    })),
  };
};

export const actions: Actions = {
  correct: formAction({ form: 'correct' }, async ({ ctx, params, values }) => {
    const { shift } = await getShift(ctx, idOf(params.id));
    const zone = shift.task.library.timeZone;
    const cameAt = wallClockIn(values, 'cameAt', zone);
    const leftAt = wallClockIn(values, 'leftAt', zone);
    if (!cameAt) throw platformErrors.invalidInput({}, { cameAt: 'required' });
    if (!leftAt) throw platformErrors.invalidInput({}, { leftAt: 'required' });
    await correctHours(ctx, idIn(values), { cameAt, leftAt });
    return m.volunteers_corrected();
  }),
  cancel: formAction({ form: 'cancel' }, async ({ ctx, params, values }) => {
    await cancelShift(ctx, idOf(params.id), values.reason ?? '');
    return m.volunteers_shift_cancelled();
  }),
};
