import type { SpeakerPage } from '#modules/programs';
import type { Ctx } from '#platform/context';
import type { Placement } from './client.ts';
import { readVersion } from './data/questionnaires.queries.ts';
import { selectResponses } from './data/responses.queries.ts';
import { itemResults, LEAST_SHOWN, type ItemResult } from './rules/item-results.ts';
import { placementsOf } from './view-placements.ts';

/** What was said of a speaker at one placement. Free texts are left out: who wrote one may be known by its words. */
export interface SpeakerResults {
  placement: Placement;
  /** Answers still come. Nothing is shown until it is closed: figures that grow by one tell what the last one said. */
  open: boolean;
  n: number;
  /** Fewer than five answers, or still open: no items. */
  hidden: boolean;
  /** With how often each step was chosen, and the average where steps have scores. */
  items: Pick<ItemResult, 'id' | 'label' | 'tag' | 'n' | 'hidden' | 'counts' | 'mean' | 'highest'>[];
}

/**
 * The evaluations of one speaker in figures, once the programme is closed; of nobody else.
 * @param page of that speaker, whose link was shown
 */
export async function speakerResults(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { program, speaker }: Pick<SpeakerPage, 'program' | 'speaker'>,
): Promise<SpeakerResults[]> {
  if (program.state !== 'closed' && program.state !== 'archived') return [];
  const theirs = (await placementsOf(ctx, program.id)).filter(
    (one) => one.speaker?.id === speaker.id && one.role === 'evaluation' && one.state !== 'ahead',
  );
  const oldestFirst = theirs.toSorted((a, b) => a.opensAt.getTime() - b.opensAt.getTime() || a.id - b.id);
  return Promise.all(oldestFirst.map(async (placement) => resultsOf(ctx, placement)));
}

async function resultsOf({ db }: Pick<Ctx, 'db'>, placement: Placement): Promise<SpeakerResults> {
  const n = placement.responses;
  const open = placement.state !== 'closed';
  if (open || n < LEAST_SHOWN) return { placement, open, n, hidden: true, items: [] };
  const { questions } = await readVersion(db, placement.versionId);
  const answers = (await selectResponses(db, placement.id)).map((response) => response.answers);
  const items = itemResults(questions, answers).filter(
    ({ kind, hidden, counts, importanceOf }) => importanceOf === '' && kind !== 'text' && (hidden || counts.length > 0),
  );
  return {
    placement,
    open,
    n,
    hidden: false,
    items: items.map(({ id, label, tag, n: answered, hidden, counts, mean, highest }) => {
      return { id, label, tag, n: answered, hidden, counts, mean, highest };
    }),
  };
}
