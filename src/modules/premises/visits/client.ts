export {
  ageGroups,
  occupations,
  purposes,
  visitorTypes,
  type AgeGroup,
  type Occupation,
  type Purpose,
  type VisitorType,
} from './rules/visitor.ts';
export { periodSteps, type PeriodStep } from './rules/periods.ts';

export const visitKinds = ['member', 'guest', 'group'] as const;
export type VisitKind = (typeof visitKinds)[number];

/** How a group is counted; a wheelchair is also one of the people. */
export const headCounts = ['girls', 'boys', 'women', 'men', 'companions', 'wheelchairs'] as const;
export type HeadCount = (typeof headCounts)[number];
/** A form takes no more of one kind. */
export const MOST_HEADS = 999;

/** By what visits are counted beside time. */
export const visitCuts = [
  'library',
  'kind',
  'ageGroup',
  'sex',
  'occupation',
  'memberCategory',
  'purpose',
  'kelurahan',
  'kecamatan',
] as const;
export type VisitCut = (typeof visitCuts)[number];

export interface VisitRule {
  /** Within so many minutes a card counts once. */
  repeatMinutes: number;
  /** The next scan of a card on the same day is the leaving. */
  recordsLeaving: boolean;
}

/** What became of a scan, a tap or a form. */
export interface RecordedVisit {
  id: number;
  /** `repeated` = counted already, nothing changed; `left` = the leaving of a visit of today. */
  outcome: 'recorded' | 'repeated' | 'left';
  people: number;
  /** One word of a member's name, or the name of an institution; null = nobody is named. */
  nickname: string | null;
  /** How many people have come to this library today, these among them. */
  today: number;
}
