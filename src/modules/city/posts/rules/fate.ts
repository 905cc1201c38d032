import type { DeliveryState, PostState } from './terms.ts';

/** How a post or one of its deliveries stands, as a calendar says it. */
export const FATES = [
  'draft',
  'submitted',
  'approved',
  'scheduled',
  'sent',
  'by_hand',
  'failed',
  'unknown',
  'stopped',
  'removed',
  'cancelled',
] as const;
export type Fate = (typeof FATES)[number];

/** How one delivery stands. @param due its hour has come: what a person shares waits for that */
export function fateOf(post: PostState, delivery: DeliveryState, at: { byHand: boolean; due: boolean }): Fate {
  switch (delivery) {
    case 'planned':
      return post;
    case 'waiting':
      return at.byHand && at.due ? 'by_hand' : 'scheduled';
    case 'sending':
    case 'retry':
      return 'scheduled';
    default:
      return delivery;
  }
}

/** The deliveries of a post by how they stand, in the order of {@link FATES}. A post without any stands as itself. */
export function groupByFate<T>(post: PostState, all: readonly T[], fate: (one: T) => Fate): { fate: Fate; of: T[] }[] {
  if (all.length === 0) return [{ fate: post, of: [] }];
  const groups = Map.groupBy(all, fate);
  return FATES.flatMap((one) => {
    const of = groups.get(one);
    return of ? [{ fate: one, of }] : [];
  });
}
