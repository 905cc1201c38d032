import type { PageAccess } from '#platform/rights/access';
import {
  answerIn,
  askPaperIn,
  giveBackIn,
  leaveBy,
  ownPageOf,
  takeIn,
} from '#web/features/volunteers/own-page.server.ts';
import { SECRET_ADDRESS } from '#web/kit/answers/secret-address.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { secret: 'the code of the volunteer' };

const keyOf = (event: Pick<RequestEvent, 'params' | 'getClientAddress'>) => ({
  ticket: event.params.ticket,
  ip: event.getClientAddress(),
});

/** The page of a volunteer, for whoever has their code. */
export const load: PageServerLoad = async ({ locals: { ctx }, params, getClientAddress, setHeaders }) => {
  setHeaders(SECRET_ADDRESS);
  return { own: await ownPageOf(ctx, keyOf({ params, getClientAddress })) };
};

export const actions: Actions = {
  take: formAction<RequestEvent, string>({ form: 'take' }, async ({ ctx, event, values }) =>
    takeIn(ctx, keyOf(event), values),
  ),
  giveBack: formAction<RequestEvent, string>({ form: 'giveBack' }, async ({ ctx, event, values }) =>
    giveBackIn(ctx, keyOf(event), values),
  ),
  answer: formAction<RequestEvent, string>({ form: 'answer' }, async ({ ctx, event, values }) =>
    answerIn(ctx, keyOf(event), values),
  ),
  paper: formAction<RequestEvent, string>({ form: 'paper' }, async ({ ctx, event, values }) =>
    askPaperIn(ctx, keyOf(event), values),
  ),
  leave: formAction({ form: 'leave' }, async ({ ctx, event, params }) =>
    done(await leaveBy(ctx, { ticket: params.ticket ?? '', ip: event.getClientAddress() }), '/relawan'),
  ),
};
