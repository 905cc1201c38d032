import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import type { Notice } from '../lend-support.ts';
import type { DeskPlacement } from './place-copy.ts';

/** What is worth saying about where a copy goes; nothing when it goes back to its shelf. */
export function placementNotices(placement: DeskPlacement, ctx: Pick<Ctx, 'locale'>): Notice[] {
  switch (placement.kind) {
    case 'shelf':
      return [];
    case 'hold_shelf': {
      const { memberName, keepUntil } = placement.hold;
      const untilText = keepUntil === null ? '' : formatDate(keepUntil, ctx.locale, 'full');
      return [{ code: 'circulation.hold_here', params: { name: memberName, until: keepUntil, untilText } }];
    }
    case 'bulk_loan':
      return [{ code: 'circulation.bulk_loan_copy', params: { library: placement.unit.name } }];
    case 'program': {
      const { title, until, library } = placement.program;
      const untilText = until === null ? '' : formatDate(localDate(until, library.timeZone), ctx.locale, 'full');
      return [{ code: 'circulation.for_program', params: { program: title, library: library.name, untilText } }];
    }
    case 'to_library': {
      const { hold, transit } = placement;
      const library = transit.toLibrary.name;
      if (hold) return [{ code: 'circulation.hold_elsewhere', params: { library, name: hold.memberName } }];
      return [{ code: 'circulation.home_elsewhere', params: { library } }];
    }
  }
}
