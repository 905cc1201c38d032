import { accountOf, type Ctx } from '#platform/context';
import type { ClassMessageLine } from '../client.ts';
import { selectMessages } from '../data/messages.queries.ts';
import { taughtClass } from '../held-class.ts';

/** What was said to a class and to its pupils, the newest first. For its teachers. Throws `classes.not_found`, `not_yours`, `platform.forbidden`. */
export async function listMessages(ctx: Ctx, classId: number): Promise<ClassMessageLine[]> {
  await taughtClass(ctx, classId);
  const own = accountOf(ctx.actor);
  return (await selectMessages(ctx.db, classId)).map(({ classId: _, byId, ...one }) => ({
    ...one,
    isOwn: byId !== null && byId === own,
  }));
}
