import type { Actor, Ctx } from '#platform/context';

export { saveSuggestions } from './save-suggestions.ts';
export { saveBudgets } from './orders/save-orders.ts';
export { saveOrder } from './orders/save-orders.ts';
export { saveDonation } from './donations/save-donation.ts';

/** The context of a member who is signed in. */
export const asReader = (
  t: { ctx(actor: Actor): Ctx },
  { id, number, fullName }: { id: number; number: string; fullName: string },
): Ctx => t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
