import { voidPayment } from '#modules/lending/charges';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';

/** Takes a payment back (`paymentId`, `reason`, `key`) and leads to what says what to do with the money. It stands in the books of the payment's library. */
export const voidAction = formAction({ form: 'void', anywhere: true }, async ({ ctx, values }) => {
  const { id, amount } = await voidPayment(ctx, idIn(values, 'paymentId'), {
    reason: values.reason ?? '',
    clientKey: values.key ?? null,
  });
  return done(m.charges_voided_said({ amount: formatRupiah(amount) }), `/staf/kas/kuitansi/${id}`);
});
