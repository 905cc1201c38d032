import { fail, redirect } from '@sveltejs/kit';
import { createBulkLoan } from '#modules/lending/bulk-loans';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/access';
import { addDays, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'bulk_loans.manage' };

/** A month, then the box is exchanged: what libraries do (paket buku). */
const USUAL_DAYS = 30;

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies, ['bulk_loans.manage']);
  const units = (await listLibraries(ctx, { active: true })).filter((unit) => unit.id !== library.id);
  const today = localDate(ctx.clock.now(), library.timeZone);
  return {
    library: library.name,
    units: units.map((unit) => ({ value: unit.code, label: unit.name })),
    startsOn: today,
    dueOn: addDays(today, USUAL_DAYS),
  };
};

export const actions: Actions = {
  default: async ({ locals, cookies, request }) => {
    const values = formValues(await request.formData());
    let id: number;
    try {
      const { ctx, library } = await findDesk(locals.ctx, cookies, ['bulk_loans.manage']);
      id = await createBulkLoan(ctx, library.id, {
        receiverLibrary: values.receiverLibrary || null,
        receiverMember: values.receiverMember || null,
        contactName: values.contactName ?? '',
        contactPhone: values.contactPhone ?? '',
        contactEmail: values.contactEmail ?? '',
        purpose: values.purpose ?? '',
        startsOn: values.startsOn ?? '',
        dueOn: values.dueOn ?? '',
      });
    } catch (error) {
      const refusal = refuseForm(error, locals.ctx, values);
      return fail(refusal.status, refusal.data);
    }
    setFlash(cookies, 'ok', m.bulk_created_said());
    redirect(303, localizeHref(`/staf/pinjaman-paket/${id}`));
  },
};
