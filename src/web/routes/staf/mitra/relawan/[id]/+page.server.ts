import { listPartners } from '#modules/city/partners';
import {
  answerOffer,
  getVolunteer,
  noteCheck,
  noteGuardian,
  removeVolunteer,
  takeBackCheck,
  tiePartner,
} from '#modules/city/volunteers';
import { CHECK_KINDS, type Volunteer } from '#modules/city/volunteers/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
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
  takenBackLines,
} from '#web/features/volunteers/volunteer-words.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { choiceIn, idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

/** From how many partners is chosen. */
const MOST_CHOICES = 500;

/** Partners to choose from, for whoever keeps them; null: only the name is shown. */
async function partnerChoices(ctx: Ctx, chosen: Volunteer['partner']) {
  if (!canAnywhere(ctx.actor, 'partners.manage')) return null;
  const { data } = await listPartners(ctx, { state: 'active', limit: MOST_CHOICES });
  const options = data.map(({ id, name }) => ({ value: id, label: name || m.volunteers_nameless() }));
  if (chosen === null || options.some(({ value }) => value === chosen.id)) return options;
  return [{ value: chosen.id, label: chosen.name || m.volunteers_nameless() }, ...options];
}

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
    checks: checkLines(one, ctx.locale).map((line, i) => ({ id: one.checks[i]?.id ?? 0, line })),
    takenBack: takenBackLines(one, ctx.locale),
    group: one.groupWords && m.volunteers_group_words({ words: one.groupWords }),
    partner: one.partner && (one.partner.name || m.volunteers_nameless()),
    partnerId: one.partner?.id ?? null,
    partners: await partnerChoices(ctx, one.partner),
    isPaused: one.isPaused,
    papersHref: localizeHref(`/staf/mitra/relawan/${one.id}/sertifikat`),
    incidentsHref: localizeHref(`/staf/mitra/relawan/${one.id}/catatan`),
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
  takeBack: formAction({ form: 'takeBack' }, async ({ ctx, params, values }) => {
    const ended = await takeBackCheck(ctx, idOf(params.id), {
      ...{ checkId: idIn(values), reason: values.reason ?? '', version: versionIn(values) },
    });
    return m.volunteers_check_taken_back({ count: ended });
  }),
  partner: formAction({ form: 'partner' }, async ({ ctx, params, values }) => {
    await tiePartner(ctx, idOf(params.id), { partnerId: idOrNull(values, 'partnerId'), version: versionIn(values) });
    return m.volunteers_partner_set();
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
