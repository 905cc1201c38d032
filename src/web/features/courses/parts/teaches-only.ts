import type { Actor } from '#platform/context';

/** Whether somebody of staff may teach and nothing else: their work begins in the teachers' room. */
export const teachesOnly = (actor: Actor): boolean =>
  actor.kind === 'account' &&
  actor.grants.length > 0 &&
  actor.grants.every(({ permissions }) => permissions.every((code) => code === 'courses.teach'));
