import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { changeTicket } from '../change-ticket.ts';
import { serviceErrors } from '../errors.ts';
import { isDone } from '../rules/states.ts';
import { changeInput, type ChangeInput } from '../schema.ts';
import { tellPeople } from '../tell.ts';
import { refuseOld, takeForWork, traceWork } from './answer-ticket.ts';

/**
 * Something changed because of a ticket after it was answered: all whose ticket it is are told what, each by their own way, and where it is public it
 * stands for everybody. The ticket stays solved, and its clocks as they are. What was told before is replaced by it. Throws as {@link takeForWork},
 * `service.ticket_not_ended` while it can still be said with the answer, `service.changed_meanwhile`, `platform.invalid_input`.
 */
export async function tellChange(ctx: Ctx, id: number, input: ChangeInput): Promise<void> {
  const { changeText, changePublic, version } = parseInput(changeInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    refuseOld(thread, version);
    const { main, merged } = thread;
    if (!isDone(main.state)) throw serviceErrors.ticketNotEnded();
    const set = { changeText, changePublic, changedAt: ctx.clock.now() };
    const now = await changeTicket(trx, ctx, thread, { steps: [{ what: 'changed' }], set, keepsClocks: false });
    const said = { news: 'changed' as const, answer: '', change: changeText, key: `change:${now.version}` };
    await tellPeople(trx, ctx, [main, ...merged], said);
    await traceWork(trx, ctx, main, 'ticket.change_told', { changePublic });
  });
}
