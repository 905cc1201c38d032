import { answerTicket, viewTicket } from '#modules/city/service';
import { savePastTicket } from '#modules/city/service/testing';
import type { Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { TestDb } from './test-db.ts';

/** A complaint that waits for an answer, as a place of the practice space has one. */
export async function saveSentTicket(t: TestDb, library: Library): Promise<{ ticketId: number; ticketNumber: string }> {
  const ctx = t.ctx();
  const ticketId = await t.db.transaction().execute(async (trx) =>
    savePastTicket(trx, ctx, {
      ...{ kind: 'complaint', library, via: 'site', text: 'Kipasnya mati.', contactKind: 'none', memberId: null },
      ...{ contact: '', contactName: '', at: ctx.clock.now(), tags: [], element: null, about: null, acts: [] },
    }),
  );
  return { ticketId, ticketNumber: (await viewTicket(ctx, ticketId)).number };
}

/** Answers it, as whoever works there does. */
export async function answerSentTicket(ctx: Ctx, ticketId: number): Promise<void> {
  const { version } = await viewTicket(ctx, ticketId);
  const said = { text: 'Sudah kami perbaiki.', outcome: 'resolved' as const, changeText: '', changePublic: false };
  await answerTicket(ctx, ticketId, { ...said, version });
}
