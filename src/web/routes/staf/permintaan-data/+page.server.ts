import { zoneOf } from '#modules/ground/libraries';
import { carryOutRequest, erasureHindrances, listRequests, makeRequest, refuseRequest } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import { requestKinds } from '#modules/people/members/client';
import { sentenceOf } from '#platform/requests/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { requestKindOptions, showRequest } from '#web/features/members/subject-requests.server.ts';
import { idIn, choiceIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'members.privacy' };

export const load: PageServerLoad = async ({ locals: { ctx, services } }) => {
  const { open, decided } = await listRequests(ctx);
  const words = (code: string): string => sentenceOf('members_hindrance', code, {}, ctx.locale) ?? code;
  return {
    kinds: requestKindOptions(),
    summary:
      open.length === 0
        ? null
        : { open: open.length, late: open.filter(({ dueAt }) => dueAt < ctx.clock.now()).length },
    open: await Promise.all(
      open.map(async (request) => ({
        ...showRequest(request, ctx),
        waits:
          request.kind === 'erase'
            ? (await erasureHindrances(ctx, services.personalData, request.memberId)).map(words).join(', ')
            : '',
      })),
    ),
    decided: decided.map((request) => showRequest(request, ctx)),
  };
};

export const actions: Actions = {
  add: formAction(async ({ ctx, values }) => {
    const kind = choiceIn(values, 'kind', requestKinds);
    const { dueAt } = await makeRequest(ctx, values.number ?? '', { kind, details: values.details ?? '' });
    return m.members_request_added({ due: formatInstant(dueAt, await zoneOf(ctx), ctx.locale) });
  }),
  done: formAction(async ({ ctx, services, values }) => {
    await carryOutRequest(ctx, services, idIn(values), { outcome: values.outcome ?? '' });
    return m.members_request_answered();
  }),
  refuse: formAction(async ({ ctx, values }) => {
    await refuseRequest(ctx, idIn(values), { outcome: values.outcome ?? '' });
    return m.members_request_answered();
  }),
};
