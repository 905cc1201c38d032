import {
  bindIssues,
  claimLate,
  endSubscription,
  getSubscription,
  giveUpIssue,
  receiveIssue,
  undoReceipt,
} from '#modules/collection/serials';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { issueView, subscriptionView } from '#web/features/serials/parts/serial-words.server.ts';
import { idIn, idsIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'serials.manage' };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { issues, ...subscription } = await getSubscription(ctx, idOf(params.id));
  return {
    subscription: subscriptionView(subscription, ctx),
    issues: issues.map((issue) => issueView(issue, subscription.library.timeZone, ctx)),
    mayBind: issues.filter(({ state }) => state === 'received').length > 1,
  };
};
const issueOf = (values: Record<string, string>): number => idIn(values, 'issue');

export const actions: Actions = {
  receive: formAction(async ({ ctx, params, values }) => {
    await receiveIssue(ctx, idOf(params.id), issueOf(values));
    return m.serial_received_said();
  }),
  undo: formAction(async ({ ctx, params, values }) => {
    await undoReceipt(ctx, idOf(params.id), issueOf(values));
    return m.serial_undone_said();
  }),
  missing: formAction(async ({ ctx, params, values }) => {
    await giveUpIssue(ctx, idOf(params.id), issueOf(values));
    return m.serial_missing_said();
  }),
  bind: formAction(async ({ ctx, params, data }) => {
    const barcode = await bindIssues(ctx, idOf(params.id), idsIn(data, 'bind'));
    return m.serial_bound_said({ barcode });
  }),
  end: formAction(async ({ ctx, params, values }) => {
    await endSubscription(ctx, idOf(params.id), { reason: values.reason ?? '' });
    return m.serial_ended_said();
  }),
  claim: formAction({ keeps: false }, async ({ ctx, params }) => {
    const claim = await claimLate(ctx, idOf(params.id));
    return { claim, message: '', values: {}, fields: {} };
  }),
};
