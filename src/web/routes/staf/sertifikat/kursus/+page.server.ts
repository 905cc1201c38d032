import { revokeCertificate } from '#modules/community/certificates';
import { reissueCourseCertificate } from '#modules/learning/study-hours';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { heldCertificates } from '#web/features/study-hours/held-certificates.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'programs.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, url }) =>
  heldCertificates(ctx, url.searchParams.get('q') ?? '');

export const actions: Actions = {
  revoke: formAction({ form: 'revoke', anywhere: true }, async ({ ctx, values: { code = '', reason = '' } }) => {
    await revokeCertificate(ctx, code, { reason });
    return m.certificate_revoked_said();
  }),
  again: formAction({ form: 'again', anywhere: true }, async ({ ctx, values: { code = '' } }) => {
    await reissueCourseCertificate(ctx, code);
    return m.study_hours_given_again();
  }),
};
