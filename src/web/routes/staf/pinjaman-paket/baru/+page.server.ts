import { createBulkLoan } from '#modules/lending/bulk-loans';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { addDays, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { findDesk } from '#web/features/circulation/parts/desk-library.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import { done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'bulk_loans.manage' };

/** A month, then the box is exchanged: what libraries do (paket buku). */
const USUAL_DAYS = 30;

export const load: PageServerLoad = async ({ locals }) => {
  const { ctx, library } = await findDesk(locals.ctx, ['bulk_loans.manage']);
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
  default: deskAction({ needs: ['bulk_loans.manage'] }, async ({ ctx, library, values }) => {
    const { contactName = '', contactPhone = '', contactEmail = '', purpose = '', startsOn = '', dueOn = '' } = values;
    const id = await createBulkLoan(ctx, library.id, {
      receiverLibrary: values.receiverLibrary || null,
      receiverMember: values.receiverMember || null,
      contactName,
      contactPhone,
      contactEmail,
      purpose,
      startsOn,
      dueOn,
    });
    return done(m.bulk_created_said(), `/staf/pinjaman-paket/${id}`);
  }),
};
