import { ownState } from '#modules/city/volunteers';
import type { PageAccess } from '#platform/rights/access';
import {
  answerIn,
  askPaperIn,
  giveBackIn,
  leaveBy,
  ownPageOf,
  takeIn,
} from '#web/features/volunteers/own-page.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
  own: (await ownState(ctx)) === null ? null : await ownPageOf(ctx, 'account'),
});

export const actions: Actions = {
  take: formAction({ form: 'take' }, async ({ ctx, values }) => takeIn(ctx, 'account', values)),
  giveBack: formAction({ form: 'giveBack' }, async ({ ctx, values }) => giveBackIn(ctx, 'account', values)),
  answer: formAction({ form: 'answer' }, async ({ ctx, values }) => answerIn(ctx, 'account', values)),
  paper: formAction({ form: 'paper' }, async ({ ctx, values }) => askPaperIn(ctx, 'account', values)),
  leave: formAction({ form: 'leave' }, async ({ ctx }) => done(await leaveBy(ctx, 'account'), '/akun')),
};
