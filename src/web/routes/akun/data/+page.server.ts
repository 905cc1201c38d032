import { zoneOf } from '#modules/ground/libraries';
import { listOwnRequests, makeOwnRequest } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { requestKinds } from '#modules/people/members/client';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { requestKindOptions, showRequest } from '#web/features/members/subject-requests.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  kinds: requestKindOptions().filter(({ value }) => value !== 'export'),
  requests: (await listOwnRequests(ctx)).map((request) => showRequest(request, ctx)),
});

export const actions: Actions = {
  default: formAction(async ({ ctx, values }) => {
    const kind = choiceIn(values, 'kind', requestKinds);
    const { dueAt } = await makeOwnRequest(ctx, { kind, details: values.details ?? '' });
    return m.members_request_added({ due: formatInstant(dueAt, await zoneOf(ctx), ctx.locale) });
  }),
};
