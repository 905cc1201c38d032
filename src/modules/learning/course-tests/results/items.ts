import type { Ctx } from '#platform/context';
import { FEWEST_TOLD, isTold, toldPart, toldPlaces } from '#shared/small-counts';
import type { ItemFigure, ResultItem } from '../client.ts';
import { selectVersions } from '../data/items.queries.ts';
import type { ItemCell } from '../data/item-cells.queries.ts';
import { itemCount, type TestPart } from '../rules/figures.ts';
import { linesInWords } from '../taking/outcome.ts';

const NOBODY: ItemFigure = { people: 0, share: null, discrimination: null };
const UNTOLD: ItemFigure = { people: null, share: null, discrimination: null };

/** A class of a course, and of how few pupils something may be told to whoever asks. */
export interface AskedGroup {
  id: number;
  least: number;
}

const peopleIn = (cells: readonly ItemCell[]): number =>
  cells.reduce((sum, { versionId, people }) => (versionId === null ? sum + people : sum), 0);

/**
 * Whether items are told of all who did a part. Where those who are not in the gain are few, they are told of those in the gain alone: the gain and
 * the items would tell of the few by their difference.
 */
function isOfAll(cells: readonly ItemCell[], least: number): boolean {
  const paired = peopleIn(cells.filter(({ isPaired }) => isPaired));
  return paired < FEWEST_TOLD || isTold(peopleIn(cells) - paired, least);
}

/** An item in a part, as far as it may be told. @param all sittings of that part */
function toldItem(cells: readonly ItemCell[], all: number, least: number): ItemFigure {
  if (cells.length === 0) return UNTOLD;
  const count = itemCount(cells);
  const people = toldPart(count.people, all, least);
  // of those who failed, and of those who did not, nothing is told while they are few
  const isApart = people === null || toldPart(count.right, count.people, least) === null;
  return {
    people,
    share: isApart || people === 0 ? null : count.right / count.people,
    // it compares people
    discrimination: isApart || count.people < FEWEST_TOLD ? null : count.discrimination,
  };
}

/** Classes of which an item may be told beside all: neither who was right nor who was wrong of the others may be few. */
const toldGroups = (cells: readonly ItemCell[], least: number): Set<string> =>
  toldPlaces(
    cells.map(({ groupId, people, rightCount }) => ({
      place: [String(groupId ?? '')],
      cells: [rightCount, people - rightCount],
    })),
    { own: least, others: FEWEST_TOLD },
  );

/** Items of a part by their versions: of all, or of a class. */
function figuresOf(all: readonly ItemCell[], part: TestPart, group: AskedGroup | null): Map<number, ItemFigure> {
  const own = all.filter((cell) => cell.part === part);
  const isWhole = isOfAll(own, FEWEST_TOLD);
  const base = isWhole ? own : own.filter(({ isPaired }) => isPaired);
  const inGroup = (cell: ItemCell): boolean => group === null || cell.groupId === group.id;
  const told = base.filter(inGroup);
  const least = group?.least ?? FEWEST_TOLD;
  const isHidden = group !== null && isWhole && !isOfAll(told, least);
  const seen = Map.groupBy(own.filter(inGroup), ({ versionId }) => versionId);
  return new Map(
    [...seen.keys()].flatMap((versionId) => {
      if (versionId === null) return [];
      const cells = base.filter((cell) => cell.versionId === versionId);
      const isTellable = group === null || (!isHidden && toldGroups(cells, least).has(String(group.id)));
      const figure = isTellable ? toldItem(cells.filter(inGroup), peopleIn(told), least) : UNTOLD;
      return [[versionId, figure] as const];
    }),
  );
}

/** Items of a course that somebody got, in their order, by their versions; of all learners, or of a class. */
export async function resultItems(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  { courseId, cells, group }: { courseId: number; cells: readonly ItemCell[]; group: AskedGroup | null },
): Promise<ResultItem[]> {
  const [first, last] = [figuresOf(cells, 'before', group), figuresOf(cells, 'after', group)];
  const versions = (await selectVersions(ctx.db, courseId)).filter(
    ({ versionId }) => first.has(versionId) || last.has(versionId),
  );
  const words = await linesInWords(
    ctx,
    versions.map(({ competenceId }) => competenceId),
  );
  return versions.map(({ itemId, versionId, number, prompt, competenceId }) => ({
    ...{ itemId, versionId, number, canDo: words.get(competenceId) ?? '' },
    prompt: ctx.locale === 'en' && prompt.en !== '' ? prompt.en : prompt.id,
    before: first.get(versionId) ?? NOBODY,
    after: last.get(versionId) ?? NOBODY,
  }));
}
