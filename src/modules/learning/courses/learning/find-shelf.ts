import {
  callNumberRange,
  callNumberSortKey,
  findItemByBarcode,
  selectBibCards,
  selectBibIdsByCallNumber,
  type ItemForLoan,
} from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import { courseErrors } from '../errors.ts';
import { judgeGap, judgeOnFoot, type ShelfFacts } from '../rules/judge-shelf.ts';
import type { Outcome, TaskAnswer } from '../rules/outcome.ts';
import type { ShelfGoal } from '../rules/tasks.ts';
import { wantedLibraries } from './find-records.ts';

/** What a label says: the code of the copy, also as the end of an address. */
const codeOf = (read: string): string =>
  read
    .trim()
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1) ?? '';

/** Whether a call number is one of those that begin so. */
function isInPlace({ beginnings }: ShelfGoal, callNumber: string | null): boolean {
  const key = callNumberSortKey(callNumber);
  return (
    key !== null &&
    beginnings.some((beginning) => {
      const { from, to } = callNumberRange(beginning, beginning);
      return from !== null && to !== null && key >= from && key <= to;
    })
  );
}

async function factsOf(ctx: Ctx, goal: ShelfGoal, item: ItemForLoan): Promise<ShelfFacts> {
  const wanted = await wantedLibraries(ctx, goal);
  return {
    isHere: wanted === null || wanted.includes(item.libraryId),
    isInPlace: isInPlace(goal, item.callNumber),
    isOnShelf: item.status === 'available' && !item.onLoan && item.setAside === null,
  };
}

/** Judges a place on the shelf: that of a copy as it stands at this moment, or a gap of the drawing. Throws `courses.answer_unfit`. */
export async function judgeShelf(ctx: Ctx, goal: ShelfGoal, answer: TaskAnswer): Promise<Outcome> {
  if (answer.kind === 'gap_on_shelf') {
    const drawn = goal.drawn.map((one) => callNumberSortKey(one) ?? '');
    return judgeGap(answer.gap, { drawn, call: callNumberSortKey(goal.call) ?? '' });
  }
  if (answer.kind !== 'shelf') throw courseErrors.answerUnfit();
  const code = codeOf(answer.code);
  const item = code === '' ? null : await findItemByBarcode(ctx.db, code);
  return judgeOnFoot(item && (await factsOf(ctx, goal, item)));
}

/** So many records of a place are looked at at once. */
const AT_ONCE = 300;

/** Whether a copy stands in that place at this moment, so that somebody can find it; all records of the place are looked at until one does. */
export async function standsNow(ctx: Ctx, goal: ShelfGoal, atOnce: number = AT_ONCE): Promise<boolean> {
  const wanted = await wantedLibraries(ctx, goal);
  for (const beginning of goal.beginnings) {
    const ids = await selectBibIdsByCallNumber(ctx.db, callNumberRange(beginning, beginning));
    for (let from = 0; from < ids.length; from += atOnce) {
      const cards = await selectBibCards(ctx.db, ids.slice(from, from + atOnce));
      const isThere = cards.some(({ holdings }) =>
        holdings.some(
          ({ libraryId, available, readHere }) =>
            (wanted === null || wanted.includes(libraryId)) && available + readHere > 0,
        ),
      );
      if (isThere) return true;
    }
  }
  return false;
}
