import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertFailed } from '../data/deliveries.queries.ts';
import type { NoticeKind } from '../notice-kind.ts';
import { notify, type NoticeInput } from '../notify.ts';

/** A letter of the sample city whose address the other side did not know. */
export async function saveFailedMessage<Given>(
  trx: Tx,
  ctx: Ctx,
  kind: NoticeKind<Given>,
  input: NoInfer<NoticeInput<Given>>,
): Promise<void> {
  await notify(trx, ctx, kind, input);
  await insertFailed(trx, input.key, { channel: 'email', outcome: 'address_unknown', at: ctx.clock.now() });
}
