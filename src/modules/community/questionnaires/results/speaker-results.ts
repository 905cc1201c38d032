import type { SpeakerPage } from '#modules/community/programs';
import type { Ctx } from '#platform/context';
import type { Placement } from '../client.ts';
import { readVersion } from '../data/questionnaires.queries.ts';
import { disclosedFigures } from './disclose.ts';
import { NO_FIGURES } from '../rules/disclosure.ts';
import type { ItemResult } from '../rules/item-results.ts';
import { LEAST_SHOWN } from '../rules/least.ts';
import { placementsOf } from '../placements/view-placements.ts';

/** What was said of a speaker at one placement. Free texts are left out: who wrote one may be known by its words. */
export interface SpeakerResults {
  placement: Placement;
  /** Answers still come. Nothing is shown until it is closed: figures that grow by one tell what the last one said. */
  open: boolean;
  n: number;
  /** Fewer than five answers, or still open: no items. */
  hidden: boolean;
  /** With how often each step was chosen, and the average where steps have scores. */
  items: Pick<ItemResult, 'id' | 'label' | 'tag' | 'n' | 'hidden' | 'absent' | 'counts' | 'mean' | 'highest'>[];
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

async function resultsOf(ctx: Pick<Ctx, 'db' | 'clock'>, placement: Placement): Promise<SpeakerResults> {
  const open = !placement.final;
  const { n, items } = open
    ? NO_FIGURES
    : await disclosedFigures(ctx, placement, await readVersion(ctx.db, placement.versionId));
  const asked = items.filter(
    ({ kind, hidden, counts, importanceOf }) => importanceOf === '' && kind !== 'text' && (hidden || counts.length > 0),
  );
  return {
    placement,
    open,
    n,
    hidden: n < LEAST_SHOWN,
    items: asked.map(({ id, label, tag, n: answered, hidden, absent, counts, mean, highest }) => {
      return { id, label, tag, n: answered, hidden, absent, counts, mean, highest };
    }),
  };
}
