import { offerHelp, ownState, publicShifts } from '#modules/city/volunteers';
import { ANSWER_DAYS, SKILLS } from '#modules/city/volunteers/client';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { dayOptions, shiftLine, skillOptions } from '#web/features/volunteers/volunteer-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, idsIn, textsIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const [shifts, libraries, state] = await Promise.all([
    publicShifts(ctx),
    listLibraries(ctx, { active: true }),
    ownState(ctx),
  ]);
  return {
    shifts: shifts.map((shift) => shiftLine(shift, ctx.locale)),
    skills: skillOptions(),
    days: dayOptions(ctx.locale),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    answerDays: ANSWER_DAYS,
    member: ctx.actor.kind === 'member' ? ctx.actor.name : null,
    ownHref: state === 'offered' || state === 'active' ? localizeHref('/akun/relawan') : null,
  };
};

const skillsIn = (data: FormData) => {
  const chosen = textsIn(data, 'skills');
  return SKILLS.filter((skill) => chosen.includes(skill));
};

export const actions: Actions = {
  default: formAction(
    { refused: (refusal, { data }) => ({ ...refusal, skills: skillsIn(data), days: idsIn(data, 'days') }) },
    async ({ ctx, event, values, data }) => {
      const { ticket } = await offerHelp(ctx, {
        ...{ name: values.name ?? '', contact: values.contact ?? '', ownWords: values.ownWords ?? '' },
        groupWords: values.groupWords ?? '',
        ...{ birthYear: wholeIn(values, 'birthYear') ?? 0, libraryId: idIn(values, 'libraryId') },
        ...{ skills: skillsIn(data), days: [...new Set(idsIn(data, 'days'))], conduct: values.conduct === '1' },
        ip: event.getClientAddress(),
      });
      return done(m.volunteers_offer_sent(), ctx.actor.kind === 'member' ? '/akun/relawan' : `/relawan/saya/${ticket}`);
    },
  ),
};
