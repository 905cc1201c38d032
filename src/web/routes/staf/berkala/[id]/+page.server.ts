import { fail, redirect } from '@sveltejs/kit';
import {
  bindIssues,
  claimLate,
  endSubscription,
  getSubscription,
  giveUpIssue,
  receiveIssue,
  undoReceipt,
} from '#modules/collection/serials';
import type { PageAccess } from '#platform/access';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { issueView, subscriptionHref, subscriptionView } from '#web/features/serials/serial-words.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { numbersOf } from '#web/features/programs/staff-program.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'serials.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { issues, ...subscription } = await getSubscription(ctx, idOf(params.id));
  return {
    subscription: subscriptionView(subscription, ctx),
    issues: issues.map((issue) => issueView(issue, subscription.library.timeZone, ctx)),
    mayBind: issues.filter(({ state }) => state === 'received').length > 1,
  };
};

async function act(
  { locals: { ctx }, request, params, cookies }: RequestEvent,
  work: (ctx: Ctx, id: number, values: Record<string, string>, form: FormData) => Promise<string>,
) {
  const form = await request.formData();
  const values = formValues(form);
  const id = idOf(params.id);
  let said: string;
  try {
    said = await work(ctx, id, values, form);
  } catch (error) {
    const refusal = refuseForm(error, ctx, values);
    return fail(refusal.status, { ...refusal.data, claim: null });
  }
  setFlash(cookies, 'ok', said);
  redirect(303, subscriptionHref(id));
}
const issueOf = (values: Record<string, string>): number => idIn(values, 'issue');

export const actions: Actions = {
  receive: async (event) =>
    act(event, async (ctx, id, values) => {
      await receiveIssue(ctx, id, issueOf(values));
      return m.serial_received_said();
    }),
  undo: async (event) =>
    act(event, async (ctx, id, values) => {
      await undoReceipt(ctx, id, issueOf(values));
      return m.serial_undone_said();
    }),
  missing: async (event) =>
    act(event, async (ctx, id, values) => {
      await giveUpIssue(ctx, id, issueOf(values));
      return m.serial_missing_said();
    }),
  bind: async (event) =>
    act(event, async (ctx, id, _values, form) => {
      const barcode = await bindIssues(ctx, id, numbersOf(form, 'bind'));
      return m.serial_bound_said({ barcode });
    }),
  end: async (event) =>
    act(event, async (ctx, id, values) => {
      await endSubscription(ctx, id, { reason: values.reason ?? '' });
      return m.serial_ended_said();
    }),
  claim: async ({ locals: { ctx }, params }) => {
    try {
      const claim = await claimLate(ctx, idOf(params.id));
      return { claim, message: '', values: {}, fields: {} };
    } catch (error) {
      const refusal = refuseForm(error, ctx, {});
      return fail(refusal.status, { ...refusal.data, claim: null });
    }
  },
};
