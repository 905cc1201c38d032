import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import { AppError, platformErrors } from '#platform/errors';
import { practiceSpace } from '#platform/practice-space';
import { askSpace, wayOf } from './ask-space.ts';
import type { PracticeView } from './client.ts';
import { selectSeats, type SeatRow } from './data/practice.queries.ts';

/** Who trains others: whoever teaches classes or writes courses. Throws `platform.forbidden`. */
export function requireTrainer({ actor }: Pick<Ctx, 'actor'>): void {
  if (!canAnywhere(actor, 'courses.teach') && !canAnywhere(actor, 'courses.manage')) throw platformErrors.forbidden();
}

/** Its places; null: it is away. */
async function seatsThere(): Promise<SeatRow[] | null> {
  try {
    return await askSpace(async (db) => selectSeats(db));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The practice space and who is in, for a trainer. Needs `courses.teach` or `courses.manage`. */
export async function viewPractice(ctx: Ctx): Promise<PracticeView> {
  requireTrainer(ctx);
  const way = wayOf(ctx);
  const nobody = { madeAt: null, seats: 0, taken: [] };
  if (way !== 'open') return { way, ...nobody };
  const seats = await seatsThere();
  // it went meanwhile: a trainer sees that, and can reset it
  if (seats === null) return { way: 'down', ...nobody };
  return {
    ...{ way, madeAt: practiceSpace()?.madeAt ?? null, seats: seats.length },
    taken: seats.flatMap(({ seat, holderName, enteredAt }) => (enteredAt ? [{ seat, holderName, enteredAt }] : [])),
  };
}
