import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import {
  absenceWords,
  absentItems,
  figure,
  intervalWords,
  placementsOf,
  viewResults,
  type Results,
} from '#modules/community/questionnaires';
import type { Placement } from '#modules/community/questionnaires/client';
import type { Program } from '#modules/community/programs/client';
import { formatNumber } from '#shared/money';

const one = (value: number): string => formatNumber(Math.round(value * 10) / 10, 'id');
const two = (value: number): string => figure(value, 2, 'id');

/**
 * What was answered about a programme, for its report: averages by item, and gains between two tests. Of fewer than five answers (of pairs,
 * ten) it has nothing but that they are fewer. `allowed` false: the actor may not read answers (`responses.read`), and there is nothing either.
 */
export async function evaluationData(ctx: Ctx, program: Program): Promise<object> {
  if (!can(ctx.actor, 'responses.read', program.library.id)) return { allowed: false, judged: [], tests: [] };
  const judged: object[] = [];
  const tests: object[] = [];
  const pairs = new Set<number>();
  const asked = (await placementsOf(ctx, program.id)).toSorted((a, b) => orderOf(a) - orderOf(b) || a.id - b.id);
  for (const placement of asked) {
    if (!can(ctx.actor, 'responses.read', placement.library.id)) continue;
    const { pairId } = placement;
    if (pairId !== null && pairs.has(pairId)) continue;
    const results = await viewResults(ctx, placement.id);
    if (pairId !== null) pairs.add(pairId);
    if (results.paired) {
      tests.push(pairOf(placement, results.paired));
    } else if (placement.role === 'pre' || placement.role === 'post') {
      tests.push(testOf(placement, results));
    } else judged.push(judgedOf(placement, results));
  }
  return { allowed: true, judged, tests };
}

/** The event itself before what came of it. */
const orderOf = ({ role }: Placement): number => (role === 'follow_up' ? 1 : 0);

/** Under which name a placement stands in the report: with the speaker and the session it is about. */
const titleOf = ({ label, questionnaire, speaker, session }: Placement): string =>
  [label || questionnaire.name, [speaker?.name, session?.title].filter(Boolean).join(', ')].filter(Boolean).join(': ');

/** Answers without a name still come: of them a report says what may be seen meanwhile (decision 118). */
const isOpen = ({ privacy, final }: Placement): boolean => privacy !== 'named' && !final;

function judgedOf(placement: Placement, { n, hidden, warning, items }: Results): object {
  return {
    title: titleOf(placement),
    open: isOpen(placement),
    n,
    hidden,
    few: warning !== null,
    weighed: items.some(({ importanceOf, mean }) => importanceOf !== '' && mean !== null),
    absent: absentItems(items, 'id'),
    items: items.flatMap(({ id, label, mean, highest, percent, importanceOf, hidden: unsaid, n: answered }) =>
      unsaid || mean === null || highest === null || percent === null || importanceOf !== ''
        ? []
        : [
            {
              ...{ label: label.id, n: answered, mean: `${two(mean)} dari ${highest}`, percent },
              importance: importanceOfItem(items, id),
            },
          ],
    ),
  };
}

/** How important people find an item, on average, or why it is not known. */
function importanceOfItem(items: Results['items'], id: string): string {
  const weight = items.find(({ importanceOf }) => importanceOf === id);
  if (!weight) return absenceWords('not_asked', 'id');
  return weight.mean === null ? absenceWords(weight.absent ?? 'unanswered', 'id') : two(weight.mean);
}

function testOf(placement: Placement, { n, hidden, test, absent }: Results): object {
  return {
    title: titleOf(placement),
    open: isOpen(placement),
    paired: false,
    hidden: hidden || test === null,
    /** It has no question with points: not too few, but no test. */
    unscored: absent.test === 'not_asked',
    n,
    mean: test ? one(test.mean) : '',
    gain: null,
  };
}

function pairOf(placement: Placement, { gain, onlyBefore, onlyAfter }: NonNullable<Results['paired']>): object {
  return {
    title: titleOf(placement),
    open: false,
    paired: true,
    hidden: gain === null,
    gain: gain && {
      pairs: gain.pairs,
      before: one(gain.before),
      after: one(gain.after),
      gain: one(gain.gain),
      interval: intervalWords(gain.interval, 1, 'id'),
      up: gain.up,
      same: gain.same,
      down: gain.down,
    },
    onlyBefore: onlyBefore.n,
    onlyAfter: onlyAfter.n,
  };
}
