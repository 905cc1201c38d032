import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { listOwnRequests, makeOwnRequest } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { requestKindOf, requestKindOptions, showRequest } from '#web/features/members/subject-requests.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  kinds: requestKindOptions().filter(({ value }) => value !== 'export'),
  requests: (await listOwnRequests(ctx)).map((request) => showRequest(request, ctx)),
});

export const actions: Actions = {
  default: async ({ request, locals: { ctx }, cookies }) => {
    const values = formValues(await request.formData());
    let dueAt: Date;
    try {
      const kind = requestKindOf(values.kind);
      if (!kind) throw platformErrors.invalidInput({}, { kind: 'required' });
      ({ dueAt } = await makeOwnRequest(ctx, { kind, details: values.details ?? '' }));
    } catch (error) {
      return refuseForm(error, ctx, values);
    }
    const due = formatInstant(dueAt, await zoneOf(ctx), ctx.locale);
    setFlash(cookies, 'ok', m.members_request_added({ due }));
    return redirect(303, localizeHref('/akun/data'));
  },
};
