import { z } from 'zod';
import { libraryName, type NameLibraries } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import type { BibCard } from '../data/bib-cards.queries.ts';
import { availabilityOf, COPY_STATES } from '../rules/availability.ts';

const until = isoInstant.nullable().describe('when the first copy in that state is expected back');

/** The copies of a title at one library, in answers of the API. */
export const holdingBody = z.object({
  library: libraryName,
  callNumber: z.string().nullable().describe('of a copy in that state'),
  total: z.number().describe('copies in the collection; those lost, missing or withdrawn are not counted'),
  available: z.number().describe('On the shelf now, to be taken home'),
  readHere: z.number().describe('On the shelf now, to be read there'),
  state: z
    .enum(COPY_STATES)
    .describe('the reason that stands for the library: what is at hand, else what is back first'),
  until,
});

/** What a page says of a title at a glance, in answers of the API. */
export const availabilityBody = z
  .object({
    state: z.enum([...COPY_STATES, 'digital', 'none']),
    library: libraryName.nullable().describe('the library that is named'),
    until,
    digital: z
      .enum(['public', 'members', 'licensed', 'link'])
      .nullable()
      .describe(
        'who may read it without a copy: anyone, members, whoever has the file on loan; `link`: elsewhere in the web',
      ),
  })
  .describe('What lists, record pages and shelves say of the title');

/** @param wanted ids of the libraries that were asked for */
export function shownAvailability(
  card: Pick<BibCard, 'holdings' | 'digital'>,
  named: NameLibraries,
  wanted: readonly number[] = [],
): z.output<typeof availabilityBody> {
  const { state, at, digital } = availabilityOf(card, wanted);
  const library = named(at?.libraryId ?? null);
  return { state, library, until: at?.until ?? null, digital: digital?.access ?? null };
}

export const shownHoldings = (
  { holdings }: Pick<BibCard, 'holdings'>,
  named: NameLibraries,
): z.output<typeof holdingBody>[] =>
  holdings.map(({ libraryId, libraryName: _, ...holding }) => ({ ...holding, library: named(libraryId) }));
