import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { placeHold, renewLoan } from '#modules/lending/circulation';
import type { PageAccess } from '#platform/rights/access';
import { id } from '#platform/requests/bounds';
import type { Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { explainError } from '#platform/requests/problem';
import { readRequestKey } from '#platform/requests/request-key';
import { m } from '#i18n/messages';
import { dueInWords } from '#web/features/circulation/desk/due-words.server.ts';
import { pickupOf } from '#web/features/circulation/parts/pickup-places.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'member';

/** What a phone sends for its member (src/web/kit/offline/acts.ts). `reader` = in whose account the button was pressed. */
const sent = z.intersection(
  z.object({ reader: z.string().max(20) }),
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('renew'), loanId: id }),
    z.object({ kind: z.literal('hold'), bibId: id, pickup: z.string().regex(/^\d+(:\d+)?$/) }),
  ]),
);

/** An act that waited for the network, with its key: the answer is a sentence, and the same key is carried out once. */
export const POST: RequestHandler = async ({ request, locals: { ctx } }) => {
  try {
    const act = parseInput(sent, await request.json());
    if (ctx.actor.kind !== 'member' || act.reader !== `a${ctx.actor.id}`) throw platformErrors.forbidden({});
    return json({
      ok: true,
      sentence: await carryOut(ctx, act, readRequestKey(request.headers.get('idempotency-key'))),
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return json({ ok: false, sentence: explainError(error, ctx.locale, 'own') }, { status: error.status });
  }
};

async function carryOut(ctx: Ctx, act: z.output<typeof sent>, requestKey: string | null): Promise<string> {
  if (act.kind === 'renew') {
    const loan = await renewLoan(ctx, { loanId: act.loanId, requestKey });
    return m.loans_renewed({ title: loan.title, due: dueInWords(loan, ctx) });
  }
  const hold = await placeHold(ctx, { bibId: act.bibId, ...pickupOf(act.pickup), requestKey });
  return m.app_hold_placed({ title: hold.title, position: hold.position ?? 1 });
}
