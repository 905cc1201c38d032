import {
  cancelShift,
  correctHours,
  getShift,
  giveOutPlace,
  inviteVolunteer,
  matchShift,
  takeOutPlace,
} from '#modules/city/volunteers';
import type { InvitationState } from '#modules/city/volunteers/client';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { wallClockOf } from '#shared/dates';
import { matchWords, shiftLine, thereWords } from '#web/features/volunteers/volunteer-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { idIn, wallClockIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

const INVITED: Record<InvitationState, () => string> = {
  open: m.volunteers_invitation_open,
  accepted: m.volunteers_invitation_accepted,
  declined: m.volunteers_invitation_no_state,
  withdrawn: m.volunteers_invitation_withdrawn,
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const id = idOf(params.id);
  const { shift, places } = await getShift(ctx, id);
  const { matches, invitations } = await matchShift(ctx, id);
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
      mayTakeOut: !begun && place.cameAt === null,
      href: localizeHref(`/staf/mitra/relawan/${place.volunteerId}`),
    })),
    mayInvite: shift.state === 'planned' && shift.task.state === 'open' && !begun && shift.taken < shift.places,
    matches: matches.map((match) => ({
      ...{ id: match.id, name: match.name, why: matchWords(match) },
      href: localizeHref(`/staf/mitra/relawan/${match.id}`),
    })),
    invitations: invitations.map(({ id: key, name, state, invitedBy }) => ({
      ...{ id: key, name: name || m.volunteers_nameless(), state: INVITED[state]() },
      by: m.volunteers_invited_by({ name: invitedBy }),
    })),
  };
};

export const actions: Actions = {
  invite: formAction({ form: 'invite' }, async ({ ctx, params, values }) => {
    await inviteVolunteer(ctx, idOf(params.id), idIn(values));
    return m.volunteers_invited();
  }),
  place: formAction({ form: 'place' }, async ({ ctx, params, values }) => {
    const status = await giveOutPlace(ctx, idOf(params.id), idIn(values));
    return status === 'confirmed' ? m.volunteers_placed() : m.volunteers_placed_waiting();
  }),
  takeOut: formAction({ form: 'takeOut' }, async ({ ctx, values }) => {
    await takeOutPlace(ctx, idIn(values));
    return m.volunteers_taken_out();
  }),
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
