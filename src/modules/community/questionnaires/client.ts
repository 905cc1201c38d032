/** What pages may know about questionnaires: fixed lists and types, safe for the browser. */
import type { Content } from './rules/content.ts';

export {
  CHOICE_KINDS,
  CONDITIONS,
  QUESTION_KINDS,
  said,
  withImportance,
  type Answer,
  type Answers,
  type Condition,
  type Content,
  type Question,
  type QuestionKind,
  type Words,
} from './rules/content.ts';
export { checkAnswers } from './rules/check-answers.ts';
export { dropQuestion, moveQuestion, newQuestion, putQuestion } from './rules/edit-content.ts';
export { askedQuestions, neighbourPage, pagesOf } from './rules/flow.ts';
export type { ItemResult } from './rules/item-results.ts';
export type { Moved, Unmoved } from './rules/compare.ts';
export { verdictOf } from './rules/intervals.ts';
export type { Gain } from './rules/statistics.ts';
export type { Absence } from './rules/absence.ts';
export { IKM_ELEMENTS, type Ikm, type IkmElement, type JoinedIkm } from './rules/ikm.ts';
export type { Term } from './rules/frequent-terms.ts';

export const PLACEMENT_ROLES = ['evaluation', 'pre', 'post', 'follow_up', 'survey'] as const;
export type PlacementRole = (typeof PLACEMENT_ROLES)[number];
/** Who may answer. */
export const AUDIENCES = ['participants', 'members', 'anyone'] as const;
export type Audience = (typeof AUDIENCES)[number];
/** What is kept of who answered: nothing; a code that pairs two tests; the name. */
export const PRIVACIES = ['anonymous', 'paired', 'named'] as const;
export type Privacy = (typeof PRIVACIES)[number];
export const CHANNELS = ['link', 'kiosk', 'paper'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Questionnaire {
  id: number;
  library: { id: number; code: string; name: string; timeZone: string };
  name: string;
  /** The standard instrument that it was copied from; '' = made by hand. */
  instrument: string;
  changedAt: Date;
  archivedAt: Date | null;
  /** Number of the latest version, and whether it is asked already: a change becomes the next one. */
  version: number;
  frozen: boolean;
  /** Where it is or was asked. */
  placements: number;
  responses: number;
}
export interface QuestionnaireDetail extends Questionnaire {
  versionId: number;
  /** Counts changes; sent back with an edit. */
  revision: number;
  content: Content;
}

export interface Placement {
  id: number;
  code: string;
  questionnaire: { id: number; name: string; instrument: string };
  versionId: number;
  versionNumber: number;
  library: { id: number; code: string; name: string; timeZone: string };
  /** What it is about; null = a service. */
  program: { id: number; title: string; series: string; edition: number | null } | null;
  session: { id: number; title: string } | null;
  speaker: { id: number; name: string } | null;
  service: string;
  role: PlacementRole;
  label: string;
  audience: Audience;
  privacy: Privacy;
  pairId: number | null;
  opensAt: Date;
  closesAt: Date | null;
  closedAt: Date | null;
  /** Sheets of paper are entered until then; null = until it is closed by hand. */
  paperUntil: Date | null;
  /** How many people use the service in the time of the survey; null = it is not known. */
  population: number | null;
  state: 'ahead' | 'open' | 'closed';
  /** No answer comes any more, not on paper either, nor for the other test of a pair: rows and texts may be read. */
  final: boolean;
  /** It was opened again after its answers had been seen. */
  reopened: boolean;
  /** The key in the address of a fixed tablet; null = none. */
  kioskKey: string | null;
  shortCode: string | null;
  /** How many may be told: without names, while answers come, those of the figures that are seen. */
  responses: number;
  /** How many participants were told that it is open. */
  told: number;
  /** How many of them were reminded before it closes; without names all of them are; null = not yet. */
  reminded: number | null;
}
