import { z } from 'zod';
import { day, decimal, id, version, withinDays } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { ELEMENTS, FOLLOW_UP_STATES, INVITED_SERVICES, PAPERS, SERVICES, WEIGHT_MODES } from './client.ts';

/** A round lasts at most a year: the survey is a duty of every year. */
const LONGEST_DAYS = 366;
const isInvited = (service: string): boolean => INVITED_SERVICES.some((one) => one === service);

/** How many people use the service in the period; null = it is not known. */
export const population = z.number().int().min(1).max(1_000_000_000).nullable();

/** What is said of a round, before its parts are looked at together. */
export const roundShape = z.object({
  /** null = all libraries. */
  libraryId: id.nullable(),
  service: z.enum(SERVICES),
  name: requiredText(120),
  from: day,
  to: day,
  population: population.default(null),
  /** The number is that of the users of the period before, as the system counted them. */
  count: z.boolean().default(false),
  /** People who used the service are asked by a message, once in a quarter. */
  invites: z.boolean().default(false),
});

export const roundInput = roundShape
  .superRefine(withinDays(LONGEST_DAYS))
  .superRefine(({ service, invites }, check) => {
    if (invites && !isInvited(service))
      check.addIssue({ code: 'custom', path: ['invites'], message: 'satisfaction_not_invited' });
  });
export type RoundInput = z.input<typeof roundInput>;

/** Forms send two signs for a line end, which the page counts as one. */
const oneLineEnd = (text: string): string => text.replaceAll('\r\n', '\n');
/** What people suggested, in words of the library; '' takes it away. */
export const suggestionsInput = z.object({ version, suggestions: z.string().trim().overwrite(oneLineEnd).max(4000) });
export type SuggestionsInput = z.input<typeof suggestionsInput>;

export const followUpInput = z.object({
  element: z.enum(ELEMENTS),
  action: requiredText(500),
  owner: requiredText(120),
  dueOn: day,
});
export type FollowUpInput = z.input<typeof followUpInput>;

export const followUpMove = z
  .object({
    version,
    state: z.enum(FOLLOW_UP_STATES),
    reason: z.string().trim().max(500).default(''),
    realisation: z.string().trim().max(500).default(''),
    realisedOn: day.nullable().default(null),
  })
  .superRefine(({ state, reason, realisation, realisedOn }, check) => {
    const lacks = (path: string): void => check.addIssue({ code: 'custom', path: [path], message: 'required' });
    if (state === 'stopped' && reason === '') lacks('reason');
    if (state === 'done' && realisation === '') lacks('realisation');
    if (state === 'done' && realisedOn === null) lacks('realisedOn');
  });
export type FollowUpMove = z.input<typeof followUpMove>;

/** The lowest index that the printed weight reaches is 24.75, the highest of the exact one 100. */
export const earlierInput = z.object({
  libraryId: id.nullable(),
  service: z.enum(SERVICES),
  label: requiredText(40),
  endsOn: day,
  value: decimal(24.75, 100),
  respondents: z.number().int().min(1).max(1_000_000_000).nullable().default(null),
  mode: z.enum(WEIGHT_MODES),
  source: requiredText(200),
});
export type EarlierInput = z.input<typeof earlierInput>;

export const paperAsked = z.object({ roundId: id, paper: z.enum(PAPERS) });
