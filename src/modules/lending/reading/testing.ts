import type { Actor, Ctx } from '#platform/context';

export { saveVoices } from './reviews/save-voices.ts';
export { type Voices } from './reviews/save-voices.ts';

/** The context of a member who is signed in. */
export const asReader = (
  t: { ctx(actor: Actor): Ctx },
  { id, number, fullName }: { id: number; number: string; fullName: string },
): Ctx => t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
