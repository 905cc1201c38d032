import { z } from 'zod';
import type { Voices } from '../../src/modules/lending/reading/testing.ts';
import type { DemoBib } from './describe-bib.ts';

export const voicesSchema = z.object({
  note: z.string(),
  names: z.array(z.object({ member: z.string(), displayName: z.string() })),
  lists: z.array(
    z.object({
      member: z.string(),
      title: z.string(),
      description: z.string().nullable(),
      visibility: z.enum(['private', 'link', 'public']),
      picked: z.boolean().default(false),
      entries: z.array(z.object({ title: z.string(), note: z.string().optional() })),
    }),
  ),
  reviews: z.array(
    z.object({
      member: z.string(),
      title: z.string(),
      stars: z.number().int().min(1).max(5),
      body: z.string().nullable(),
      approved: z.boolean(),
    }),
  ),
});
type Sample = z.infer<typeof voicesSchema>;

interface Known {
  bibs: readonly DemoBib[];
  /** Control number (001) of a record → its id. */
  bibIdOf: (controlNumber: string) => number;
  /** Member number → id. */
  memberIdOf: (number: string) => number;
}

/** The sample readers' lists and reviews with the ids of this database. Pure. Throws where the files do not fit together. */
export function planVoices(sample: Sample, { bibs, bibIdOf, memberIdOf }: Known): Voices {
  const controlNumberOf = new Map(bibs.map((bib) => [bib.title, bib.controlNumber]));
  const bibId = (title: string): number => {
    const controlNumber = controlNumberOf.get(title);
    if (controlNumber === undefined) throw new Error(`the sample readers name "${title}", which is not in facts.tsv`);
    return bibIdOf(controlNumber);
  };
  return {
    names: sample.names.map(({ member, displayName }) => ({ memberId: memberIdOf(member), displayName })),
    lists: sample.lists.map(({ member, entries, ...list }) => ({
      ...list,
      memberId: memberIdOf(member),
      entries: entries.map(({ title, note = null }) => ({ bibId: bibId(title), note })),
    })),
    reviews: sample.reviews.map(({ member, title, ...review }) => ({
      ...review,
      memberId: memberIdOf(member),
      bibId: bibId(title),
    })),
  };
}
