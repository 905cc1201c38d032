import { redirect, type RequestEvent } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { carryOutRequest, erasureHindrances, listRequests, makeRequest, refuseRequest } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import { platformErrors } from '#platform/errors';
import { sentenceOf } from '#platform/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { requestKindOf, requestKindOptions, showRequest } from '#web/features/members/subject-requests.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
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

async function act(event: RequestEvent, work: (values: Record<string, string>) => Promise<string>) {
  const values = formValues(await event.request.formData());
  let said: string;
  try {
    said = await work(values);
  } catch (error) {
    return refuseForm(error, event.locals.ctx, values);
  }
  setFlash(event.cookies, 'ok', said);
  return redirect(303, localizeHref('/staf/permintaan-data'));
}

export const actions: Actions = {
  add: async (event) =>
    act(event, async (values) => {
      const kind = requestKindOf(values.kind);
      if (!kind) throw platformErrors.invalidInput({}, { kind: 'required' });
      const { ctx } = event.locals;
      const { dueAt } = await makeRequest(ctx, values.number ?? '', { kind, details: values.details ?? '' });
      return m.members_request_added({ due: formatInstant(dueAt, await zoneOf(ctx), ctx.locale) });
    }),
  done: async (event) =>
    act(event, async (values) => {
      const { ctx, services } = event.locals;
      await carryOutRequest(ctx, services, idIn(values), { outcome: values.outcome ?? '' });
      return m.members_request_answered();
    }),
  refuse: async (event) =>
    act(event, async (values) => {
      await refuseRequest(event.locals.ctx, idIn(values), { outcome: values.outcome ?? '' });
      return m.members_request_answered();
    }),
};
