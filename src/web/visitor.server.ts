import type { Actor } from '#platform/context';
import type { Visitor } from '#web/components/places.ts';

export const visitorOf = (actor: Actor): Visitor =>
  actor.kind === 'member' || actor.kind === 'account' ? actor.kind : 'anonymous';
