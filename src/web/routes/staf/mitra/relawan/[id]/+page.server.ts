import { answerOffer, getVolunteer, noteCheck, noteGuardian, removeVolunteer } from '#modules/city/volunteers';
import { CHECK_KINDS } from '#modules/city/volunteers/client';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { formatDate } from '#shared/dates';
import {
  checkLines,
  checkOptions,
  dayOf,
  dayWords,
  monthLines,
  skillWords,
  stateWords,
} from '#web/features/volunteers/volunteer-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const one = await getVolunteer(ctx, idOf(params.id));
  const { guardianName: name, guardianRelation: relation, guardianConsentOn, guardianNotedBy: by } = one;
  const day = (date: string) => formatDate(date, ctx.locale);
  return {
    ...{ version: one.version, state: one.state, stateWords: stateWords(one.state) },
    name: one.name || m.volunteers_nameless(),
    isForgotten: one.forgottenAt !== null,
    about: [
      one.library.name,
      one.contact,
      one.birthYear === null ? '' : m.volunteers_born({ year: String(one.birthYear) }),
      skillWords(one.skills),
      dayWords(one.days, ctx.locale),
    ].filter(Boolean),
    ownWords: one.ownWords,
    conduct: one.conductAt && m.volunteers_conduct({ day: dayOf(one.conductAt, one.library.timeZone, ctx.locale) }),
    promised: m.volunteers_answer_by({ day: day(one.answerBy) }),
    answer: one.answer,
    answeredBy: one.answeredBy && m.volunteers_answered_by({ name: one.answeredBy }),
    checks: checkLines(one, ctx.locale),
    kinds: checkOptions(),
    guardian: guardianConsentOn && m.volunteers_guardian_line({ name, relation, day: day(guardianConsentOn), by }),
    months: monthLines(one.months),
  };
};

export const actions: Actions = {
  answer: formAction({ form: 'answer' }, async ({ ctx, params, values }) => {
    const decision = choiceIn(values, 'decision', ['accept', 'decline'] as const);
    await answerOffer(ctx, idOf(params.id), {
      ...{ accept: decision === 'accept', words: values.words ?? '', version: versionIn(values) },
    });
    return m.volunteers_answered();
  }),
  check: formAction({ form: 'check' }, async ({ ctx, params, values }) => {
    await noteCheck(ctx, idOf(params.id), {
      ...{
        kind: choiceIn(values, 'kind', CHECK_KINDS),
        untilOn: (values.untilOn ?? '') === '' ? null : (values.untilOn ?? null),
        version: versionIn(values),
      },
    });
    return m.volunteers_check_noted();
  }),
  guardian: formAction({ form: 'guardian' }, async ({ ctx, params, values }) => {
    await noteGuardian(ctx, idOf(params.id), {
      ...{ name: values.name ?? '', relation: values.relation ?? '', on: values.on ?? '' },
      version: versionIn(values),
    });
    return m.volunteers_guardian_noted();
  }),
  remove: formAction({ form: 'remove' }, async ({ ctx, params, values }) => {
    await removeVolunteer(ctx, idOf(params.id), versionIn(values));
    return done(m.volunteers_removed(), '/staf/mitra/relawan');
  }),
};
