import { acceptRequest, declineRequest } from '#modules/lending/bulk-loans';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { requestView } from '#web/features/bulk-loans/request-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'bulk_loans.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => requestView(ctx, idOf(params.id));

export const actions: Actions = {
  accept: formAction({ form: 'accept', anywhere: true }, async ({ ctx, params }) => {
    const loanId = await acceptRequest(ctx, idOf(params.id));
    return done(m.bulk_request_accepted_said(), `/staf/pinjaman-paket/${loanId}`);
  }),
  decline: formAction({ form: 'decline', anywhere: true }, async ({ ctx, params, values: { reason = '' } }) => {
    await declineRequest(ctx, idOf(params.id), { reason });
    return done(m.bulk_request_declined_said(), '/staf/pinjaman-paket');
  }),
};
