import { z } from 'zod';
import { libraryName, nameLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { isoInstant } from '#platform/requests/http';
import { CAMPAIGN_STATES, MEASURES, STANDINGS, THING_KINDS, type Campaign, type CampaignLine } from './client.ts';
import { getCampaign } from './view-campaigns.ts';

export const tags = ['campaigns'];
export const access = { may: ['campaigns.manage', 'campaigns.approve'] } as const;
const rupiah = z.number().describe('rupiah');
const ofLibrary = libraryName.nullable().describe('null = of the whole network');

export const lineSchema = z.object({
  id: z.number(),
  library: ofLibrary,
  name: z.string(),
  code: z.string().describe('the word that its links bear'),
  measure: z.enum(MEASURES),
  target: z.number(),
  fromOn: z.string(),
  untilOn: z.string(),
  standing: z.enum(STANDINGS).describe('today'),
  archived: z.boolean(),
  budget: rupiah,
  spent: rupiah,
});

export const campaignSchema = lineSchema.extend({
  state: z.enum(CAMPAIGN_STATES),
  goal: z.string(),
  audience: z.string(),
  submittedBy: z.string(),
  submittedAt: isoInstant.nullable(),
  approvedBy: z.string().describe('never who submitted it'),
  approvedAt: isoInstant.nullable(),
  givenBack: z.string().describe('why a second person gave it back; empty = nobody did'),
  worked: z.string(),
  nextTime: z.string(),
  reportedBy: z.string(),
  reportedAt: isoInstant.nullable(),
  createdBy: z.string(),
  createdAt: isoInstant,
  changedAt: isoInstant,
  version: z.number(),
  costs: z.array(
    z.object({
      id: z.number(),
      onDay: z.string(),
      what: z.string(),
      amount: rupiah,
      reach: z.number().nullable().describe('how many saw it, as somebody knows by hand'),
      createdBy: z.string(),
    }),
  ),
  things: z.array(
    z.object({
      id: z.number(),
      kind: z.enum(THING_KINDS),
      thingId: z.number().nullable().describe('null = it was deleted'),
      title: z.string(),
      href: z.string().nullable(),
      state: z.enum(['open', 'over', 'unseen', 'gone']),
    }),
  ),
  partners: z.array(z.object({ partnerId: z.number(), name: z.string() })),
});

export const told = z.number().nullable().describe('null = too few people for it to be told');
export const figuresSchema = z.object({
  seen: z.number().nullable().describe('as somebody knows by hand; null = nobody noted it'),
  opened: z.number().describe('openings of all its links, of nobody: no step follows from them'),
  channels: z.array(z.object({ channel: z.string(), opened: z.number(), links: z.number() })),
  chain: z.object({
    enrolled: told,
    attended: told,
    withCard: told,
    firstLoans: told.describe('so many at least, in whole tens'),
  }),
  present: told.describe('who came to the programmes that it promotes in its days, by a link or without'),
  spent: rupiah,
  budget: rupiah,
  measure: z.enum(MEASURES),
  target: z.number(),
  reached: told,
  percent: z.number().nullable(),
  each: z
    .object({ seen: told, opened: told, enrolled: told, attended: told, present: told })
    .describe('what one cost, in rupiah'),
  links: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      place: z.string(),
      channel: z.string(),
      isRetired: z.boolean(),
      opened: z.number(),
    }),
  ),
  posters: z.array(z.object({ id: z.number(), title: z.string(), archived: z.boolean(), opened: z.number() })),
});

type Names = Awaited<ReturnType<typeof nameLibraries>>;
const libraryAt = (names: Names, id: number | null) => (id === null ? null : names(id));

export const lineBody = (names: Names, { libraryId, ...line }: CampaignLine): z.output<typeof lineSchema> => ({
  ...line,
  library: libraryAt(names, libraryId),
});

const wholeBody = (names: Names, { libraryId, ...campaign }: Campaign): z.output<typeof campaignSchema> => ({
  ...campaign,
  library: libraryAt(names, libraryId),
});

/** A campaign as the API shows it. */
export async function shown(ctx: Ctx, id: number): Promise<z.output<typeof campaignSchema>> {
  const campaign = await getCampaign(ctx, id);
  return wholeBody(await nameLibraries(ctx), campaign);
}
