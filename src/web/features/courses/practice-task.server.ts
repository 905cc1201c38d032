import { zoneOf } from '#modules/ground/libraries';
import type { ShownTask } from '#modules/learning/courses/client';
import { viewPracticeTask } from '#modules/learning/practice';
import type { ActPart, PracticeWay } from '#modules/learning/practice/client';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { formatInstant } from '#shared/dates';

const PARTS: Record<ActPart, () => string> = {
  item: m.practice_part_item,
  member: m.practice_part_member,
  ticket: m.practice_part_ticket,
  title: m.practice_part_title,
  isbn: m.practice_part_isbn,
  name: m.practice_part_name,
};

/** Why it cannot be done now; one that can says nothing. */
const WAYS: Record<PracticeWay, () => string> = {
  off: m.practice_task_off,
  staff: m.practice_task_staff,
  making: m.practice_task_making,
  down: m.practice_task_down,
  open: () => '',
};

/** What stands beside a task of practice: with what it is to be done, or why it cannot be done now. */
export async function practiceView(ctx: Ctx, { id, goal }: Extract<ShownTask, { kind: 'practice' }>) {
  const { way, taken } = await viewPracticeTask(ctx, { task: id, goal });
  return {
    isOpen: way === 'open',
    why: WAYS[way](),
    taken: taken && {
      since: m.practice_task_since({ at: formatInstant(taken.at, await zoneOf(ctx), ctx.locale, 'medium') }),
      seat: m.practice_task_seat({ seat: taken.seat }),
      needs: taken.needs.map(({ part, text }) => ({ label: PARTS[part](), text })),
    },
  };
}
export type PracticeView = Awaited<ReturnType<typeof practiceView>>;
