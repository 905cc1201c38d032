import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { practiceSpace } from '#platform/practice-space';
import { askSpace, wayOf } from './ask-space.ts';
import type { PracticeView } from './client.ts';
import { selectSeats } from './data/practice.queries.ts';

/** Who trains others: whoever teaches classes or writes courses. Throws `platform.forbidden`. */
export function requireTrainer({ actor }: Pick<Ctx, 'actor'>): void {
  if (!canAnywhere(actor, 'courses.teach') && !canAnywhere(actor, 'courses.manage')) throw platformErrors.forbidden();
}

/** The practice space and who is in, for a trainer. Needs `courses.teach` or `courses.manage`. */
export async function viewPractice(ctx: Ctx): Promise<PracticeView> {
  requireTrainer(ctx);
  const way = wayOf(ctx);
  if (way !== 'open') return { way, madeAt: null, seats: 0, taken: [] };
  const seats = await askSpace(async (db) => selectSeats(db));
  return {
    ...{ way, madeAt: practiceSpace()?.madeAt ?? null, seats: seats.length },
    taken: seats.flatMap(({ seat, holderName, enteredAt }) => (enteredAt ? [{ seat, holderName, enteredAt }] : [])),
  };
}
