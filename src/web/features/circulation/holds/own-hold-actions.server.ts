import { cancelHold, resumeHold, suspendHold } from '#modules/lending/circulation';
import { explainError } from '#platform/requests/problem';
import { m } from '#i18n/messages';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { type RefusedForm, formAction, type Sent } from '#web/kit/form/form-action.server.ts';

const saying = (tone: 'ok' | 'bad', text: string) => ({ heldSaid: { tone, text } });
const refused = (_refusal: FormRefusal, { ctx, error }: RefusedForm) =>
  saying('bad', explainError(error, ctx.locale, 'own'));

/** What a person may do with one hold, as form actions: the account page and the queue of a title use them. */
export const ownHoldActions = {
  cancelHold: formAction({ refused }, async ({ ctx, values }: Sent) => {
    await cancelHold(ctx, idIn(values, 'holdId'));
    return saying('ok', m.hold_cancelled());
  }),
  pauseHold: formAction({ refused }, async ({ ctx, values }: Sent) => {
    await suspendHold(ctx, { holdId: idIn(values, 'holdId'), until: values.until || null });
    return saying('ok', m.hold_suspended());
  }),
  resumeHold: formAction({ refused }, async ({ ctx, values }: Sent) => {
    await resumeHold(ctx, idIn(values, 'holdId'));
    return saying('ok', m.hold_resumed());
  }),
};
