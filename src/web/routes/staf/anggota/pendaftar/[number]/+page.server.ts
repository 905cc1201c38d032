import { fail, redirect } from '@sveltejs/kit';
import {
  approveRegistration,
  getRegistration,
  listCategories,
  listConsentTexts,
  rejectRegistration,
} from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { ageOn, formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { categoryLabel } from '#web/features/members/member-form.server.ts';
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
  accept: async ({ request, locals: { ctx, services }, params, setHeaders }) => {
    setHeaders({ 'cache-control': 'no-store' });
    const values = formValues(await request.formData());
    try {
      const made = await approveRegistration(ctx, services.secrets, params.number, {
        guardianPresent: values.guardianPresent === 'on',
        allowDuplicate: values.allowDuplicate === 'on',
        guardianNumber: values.guardianNumber ?? '',
      });
      return { made, message: '', fields: {}, values: {} };
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, { ...refusal.data, made: null });
    }
  },
  reject: async ({ request, locals: { ctx, services }, params, cookies }) => {
    const values = formValues(await request.formData());
    let said = m.registrations_rejected();
    try {
      const { told } = await rejectRegistration(ctx, services, params.number, { reason: values.reason ?? '' });
      if (told === 'email') said = m.registrations_rejected_told_email();
      if (told === 'phone') said = m.registrations_rejected_told_phone();
    } catch (error) {
      const refusal = refuseForm(error, ctx, values);
      return fail(refusal.status, { ...refusal.data, made: null });
    }
    setFlash(cookies, 'ok', said);
    return redirect(303, localizeHref('/staf/anggota/pendaftar'));
  },
};
