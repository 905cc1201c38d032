import {
  approveRegistration,
  getRegistration,
  listCategories,
  listConsentTexts,
  rejectRegistration,
} from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { ageOn, formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { categoryLabel } from '#web/features/members/parts/member-form.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.edit' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params }) => {
  const one = await getRegistration(ctx, services.secrets, params.number);
  const [categories, texts] = await Promise.all([listCategories(ctx), listConsentTexts(ctx)]);
  const category = categories.find(({ code }) => code === one.category);
  const { person } = one;
  return {
    number: one.number,
    status: one.status,
    fullName: one.fullName,
    library: one.homeLibraryName,
    category: category ? categoryLabel(category, ctx.locale) : one.category,
    since: formatInstant(one.submittedAt, one.timeZone, ctx.locale),
    born: person && formatDate(person.birthDate, ctx.locale),
    age: person && ageOn(person.birthDate, localDate(ctx.clock.now(), one.timeZone)),
    person,
    nikLast4: one.nikLast4,
    nikMismatch: one.nikMismatch,
    needsGuardian: one.needsGuardian,
    emailConfirmed: one.emailConfirmed,
    phoneConfirmed: one.phoneConfirmed,
    confirmed: one.confirmed,
    duplicates: one.duplicates,
    decidedBy: one.decidedBy,
    reason: one.reason,
    memberNumber: one.memberNumber,
    purposes: one.purposes.map((purpose) => {
      const text = texts.find((it) => it.purpose === purpose);
      return text ? (ctx.locale === 'id' ? text.titleId : text.titleEn) : purpose;
    }),
  };
};

export const actions: Actions = {
  /** The PIN is in this answer and nowhere else. */
  accept: formAction(async ({ ctx, services, params, values, event }) => {
    event.setHeaders({ 'cache-control': 'no-store' });
    const made = await approveRegistration(ctx, services.secrets, params.number, {
      guardianPresent: values.guardianPresent === 'on',
      allowDuplicate: values.allowDuplicate === 'on',
      guardianNumber: values.guardianNumber ?? '',
    });
    return { made, message: '', fields: {}, values: {} };
  }),
  reject: formAction(async ({ ctx, services, params, values }) => {
    const { told } = await rejectRegistration(ctx, services, params.number, { reason: values.reason ?? '' });
    const said = {
      email: m.registrations_rejected_told_email,
      phone: m.registrations_rejected_told_phone,
      none: m.registrations_rejected,
    };
    return done(said[told ?? 'none'](), '/staf/anggota/pendaftar');
  }),
};
