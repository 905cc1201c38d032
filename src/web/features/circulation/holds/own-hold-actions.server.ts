import { fail, type RequestEvent } from '@sveltejs/kit';
import { cancelHold, resumeHold, suspendHold } from '#modules/lending/circulation';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/problem';
import { m } from '#i18n/messages';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';

type Event = Pick<RequestEvent, 'request' | 'locals'>;

async function act(
  { request, locals: { ctx } }: Event,
  work: (ctx: Ctx, holdId: number, until: string) => Promise<string>,
) {
  const values = formValues(await request.formData());
  try {
    const text = await work(ctx, idIn(values, 'holdId'), values.until ?? '');
    return { heldSaid: { tone: 'ok' as const, text } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return fail(error.status, { heldSaid: { tone: 'bad' as const, text: explainError(error, ctx.locale, 'own') } });
  }
}

/** What a person may do with one hold, as form actions: the account page and the queue of a title use them. */
export const ownHoldActions = {
  cancelHold: async (event: Event) =>
    act(event, async (ctx, holdId) => {
      await cancelHold(ctx, holdId);
      return m.hold_cancelled();
    }),
  pauseHold: async (event: Event) =>
    act(event, async (ctx, holdId, until) => {
      await suspendHold(ctx, { holdId, until: until === '' ? null : until });
      return m.hold_suspended();
    }),
  resumeHold: async (event: Event) =>
    act(event, async (ctx, holdId) => {
      await resumeHold(ctx, holdId);
      return m.hold_resumed();
    }),
};
