import { maskWords } from '#modules/people/members';
import type { Actor } from '#platform/context';
import type { Delivery } from '../data/delivery-log.queries.ts';

/** A delivery as an actor sees it: what a carrier said often names the address that it refused (decision 119). */
export const seenDelivery = (actor: Actor, delivery: Delivery): Delivery => ({
  ...delivery,
  outcomeDetail: maskWords(actor, delivery.memberHomeLibraryId, delivery.outcomeDetail),
});
