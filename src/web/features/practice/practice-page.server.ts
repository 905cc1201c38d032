import { zoneOf } from '#modules/ground/libraries';
import { viewPractice } from '#modules/learning/practice';
import type { PracticeWay } from '#modules/learning/practice/client';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';

/** How it is now, for a trainer. */
const WAYS: Record<PracticeWay, () => string> = {
  off: m.practice_off,
  staff: m.practice_task_staff,
  making: m.practice_task_making,
  down: m.practice_task_down,
  open: m.practice_is_open,
};

/** The practice space on its page. @param inside this is a page of the practice space itself */
export async function practicePage(ctx: Ctx, inside: boolean) {
  const { way, madeAt, seats, taken } = await viewPractice(ctx);
  const zone = await zoneOf(ctx);
  const shown = (at: Date): string => formatInstant(at, zone, ctx.locale, 'medium');
  return {
    isOpen: way === 'open',
    isOff: way === 'off',
    mayReset: way === 'open' || way === 'down',
    said: inside ? m.practice_inside() : WAYS[way](),
    made: madeAt && m.practice_made({ at: shown(madeAt) }),
    free: m.practice_free({ count: seats - taken.length }),
    taken: taken.map(({ seat, holderName, enteredAt }) => ({
      seat,
      name: holderName,
      said: m.practice_seat_line({ seat, at: shown(enteredAt) }),
    })),
    /** What resetting does, and to whom. */
    question:
      taken.length === 0
        ? m.practice_reset_nobody()
        : m.practice_reset_who({ names: taken.map(({ holderName }) => holderName).join(', ') }),
  };
}
