import { pupilOfKey } from '#modules/learning/classes';
import type { Ctx } from '#platform/context';

/** Who learns in this browser by a class; null: nobody does. */
export async function pupilBar(
  ctx: Ctx,
  { key }: { key: string | null },
): Promise<{ name: string; className: string } | null> {
  const pupil = await pupilOfKey(ctx, key);
  return pupil && { name: pupil.name, className: pupil.className };
}
