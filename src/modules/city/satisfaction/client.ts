/** What pages may know about satisfaction rounds: fixed lists and types, safe for the browser. */
export const SERVICES = [
  'all',
  'loans',
  'membership',
  'reading_room',
  'programmes',
  'mobile',
  'reference',
  'digital',
] as const;
export type Service = (typeof SERVICES)[number];

/** Services whose users of a period are counted: of others the number is entered. */
export const COUNTED_SERVICES = ['loans', 'membership', 'programmes'] as const satisfies readonly Service[];
/** Services of whose users it is known who they are, so that they may be asked by a message. */
export const USED_SERVICES = ['loans', 'reading_room', 'programmes'] as const satisfies readonly Service[];
export type UsedService = (typeof USED_SERVICES)[number];
export const INVITED_SERVICES = ['all', ...USED_SERVICES] as const satisfies readonly Service[];

export const ROUND_STATES = ['planned', 'open', 'closed', 'published'] as const;
export type RoundState = (typeof ROUND_STATES)[number];

export const POPULATION_SOURCES = ['entered', 'counted'] as const;
export type PopulationSource = (typeof POPULATION_SOURCES)[number];

export const FOLLOW_UP_STATES = ['planned', 'running', 'done', 'stopped'] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** How an earlier index was weighed: 1/9, the printed 0.11, or nobody knows. */
export const WEIGHT_MODES = ['exact', 'printed', 'unknown'] as const;
export type WeightMode = (typeof WEIGHT_MODES)[number];

/** The nine elements by code: two printings of the regulation list U8 and U9 in different order. */
export const ELEMENTS = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U9'] as const;
export type Element = (typeof ELEMENTS)[number];

/** Papers of a round: the report, its figures as a workbook, the poster (A3), the card with the code for a desk (A5). */
export const PAPERS = ['report', 'data', 'poster', 'card'] as const;
export type Paper = (typeof PAPERS)[number];

export interface Round {
  id: number;
  /** null = all libraries. */
  library: { id: number; code: string; name: string; timeZone: string } | null;
  service: Service;
  name: string;
  startsOn: string;
  endsOn: string;
  /** How many people use the service in the period; null = nobody said. */
  population: number | null;
  populationSource: PopulationSource;
  invites: boolean;
  state: RoundState;
  openedAt: Date | null;
  closedAt: Date | null;
  publishedAt: Date | null;
  /** Of what was made public: the sum of all scores, and of how many complete sheets. */
  total: number | null;
  complete: number | null;
  /** Of the same sheets: the sum of the squares of their sums, of which the interval of the index comes; null = it has none. */
  squares: number | null;
  /** What people suggested, in words of the library, a line for each; '' = nobody has written it down. */
  suggestions: string;
  suggestionsVersion: number;
  places: { libraryId: number; placementId: number }[];
}

export interface FollowUp {
  id: number;
  roundId: number;
  element: Element;
  action: string;
  owner: string;
  dueOn: string;
  state: FollowUpState;
  /** Why it was stopped; else ''. */
  reason: string;
  /** What came of it; '' until it is done. */
  realisation: string;
  realisedOn: string | null;
  version: number;
}

/** An index of a survey that was made elsewhere. */
export interface Earlier {
  id: number;
  libraryId: number | null;
  service: Service;
  label: string;
  endsOn: string;
  hundredths: number;
  respondents: number | null;
  mode: WeightMode;
  source: string;
}
