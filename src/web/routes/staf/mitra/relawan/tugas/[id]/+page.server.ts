import { addShift, changeTask, endTask, getTask } from '#modules/city/volunteers';
import { platformErrors } from '#platform/errors';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { taskOf } from '#web/features/volunteers/task-form.server.ts';
import { checkOptions, shiftLine, skillOptions, skillWords } from '#web/features/volunteers/volunteer-words.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn, wallClockIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { task, shifts, fit } = await getTask(ctx, idOf(params.id));
  const { title, titleEn, description, descriptionEn, skills, needs, withChildren, state, version, library } = task;
  return {
    ...{ version, isOpen: state === 'open', library: library.name },
    values: { title, titleEn, description, descriptionEn },
    chosen: { skills, needs, withChildren },
    skills: skillOptions(),
    needs: checkOptions(),
    shifts: shifts.map((shift) => ({
      ...shiftLine(shift, ctx.locale),
      isEmpty: shift.taken === 0 && shift.state === 'planned',
      href: localizeHref(`/staf/mitra/relawan/giliran/${shift.id}`),
    })),
    fit: fit.map(({ id, name, skills: can }) => ({
      ...{ id, name, skills: skillWords(can), href: localizeHref(`/staf/mitra/relawan/${id}`) },
    })),
  };
};

export const actions: Actions = {
  save: formAction({ form: 'save' }, async ({ ctx, params, values, data }) => {
    await changeTask(ctx, idOf(params.id), { ...taskOf(values, data), version: versionIn(values) });
    return m.volunteers_task_saved();
  }),
  shift: formAction({ form: 'shift' }, async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    const zone = (await getTask(ctx, id)).task.library.timeZone;
    const startsAt = wallClockIn(values, 'startsAt', zone);
    const endsAt = wallClockIn(values, 'endsAt', zone);
    if (!startsAt) throw platformErrors.invalidInput({}, { startsAt: 'required' });
    if (!endsAt) throw platformErrors.invalidInput({}, { endsAt: 'required' });
    await addShift(ctx, id, { startsAt, endsAt, places: wholeIn(values, 'places') ?? 0 });
    return m.volunteers_shift_added();
  }),
  end: formAction({ form: 'end' }, async ({ ctx, params, values }) => {
    await endTask(ctx, idOf(params.id), versionIn(values));
    return m.volunteers_task_ended();
  }),
};
