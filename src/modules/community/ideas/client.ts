/** What pages may know about ideas: fixed lists and types, safe for the browser. */
import type { Phase } from './rules/phases.ts';
import type { ProposalAudience, ProposalStatus } from './rules/proposals.ts';
import type { Fact, FollowUpDay, FollowUpStatus, Obstacle, PlanStatus } from './rules/plans.ts';

export { NAMINGS, permits, PHASES, type BoardAct, type Naming, type Phase } from './rules/phases.ts';
export type { BoardStatus, BoardUpdate, IdeaCard, IdeaComment } from './rules/board-types.ts';
export { arrange, merged, readUpdate, type Order, type ThemeGroup } from './rules/arrange.ts';

/** A board with its place, for its page. */
export interface Board {
  id: number;
  code: string;
  sessionId: number;
  sessionTitle: string;
  startsAt: Date;
  program: { id: number; title: string; slug: string };
  library: { id: number; name: string; timeZone: string };
}

/** A brainstorming session, with its board where it has one. */
export interface BrainstormSession {
  sessionId: number;
  sessionTitle: string;
  startsAt: Date;
  programTitle: string;
  timeZone: string;
  boardId: number | null;
  phase: Phase | null;
  ideas: number;
}

export {
  type Fact,
  factKind,
  FACTS,
  FOLLOW_UP_DAYS,
  type FollowUpDay,
  type FollowUpStatus,
  isBehind,
  isInHours,
  nextStatuses,
  type Obstacle,
  OBSTACLES,
  openFollowUps,
  PLAN_STATUSES,
  type PlanStatus,
  progress,
} from './rules/plans.ts';

/** What somebody does at their library. */
export interface Plan {
  id: number;
  program: { id: number; title: string; libraryId: number };
  /** The idea that it came from. */
  idea: { id: number; text: string } | null;
  enrolmentId: number | null;
  /** '' once it is forgotten who it was. */
  ownerName: string;
  library: { id: number; code: string; name: string; timeZone: string };
  activity: string;
  goal: string;
  indicator: string;
  fact: Fact | null;
  target: number | null;
  /** The figure at the commitment. */
  baseline: number | null;
  /** The target lies below it, and its owner said that it is meant so. */
  goesDown: boolean;
  /** `YYYY-MM-DD` */
  dueOn: string | null;
  support: string;
  status: PlanStatus;
  obstacle: Obstacle | null;
  stopReason: string;
  isPublic: boolean;
  createdAt: Date;
  committedAt: Date | null;
  endedAt: Date | null;
  version: number;
  milestones: { id: number; text: string; dueOn: string | null; doneOn: string | null }[];
  evidence: PlanEvidence[];
  followUps: FollowUp[];
}
export interface PlanEvidence {
  id: number;
  kind: 'photo' | 'file' | 'link';
  title: string;
  /** Of a link. */
  url: string | null;
}
export interface FollowUp {
  day: FollowUpDay;
  /** `YYYY-MM-DD` */
  opensOn: string;
  answeredOn: string | null;
  status: FollowUpStatus | null;
  measured: number | null;
  story: string;
  obstacle: Obstacle | null;
}
/** A plan with its figure as it is today; null where it is bound to none. */
export interface MeasuredPlan extends Plan {
  now: number | null;
}

export const EVIDENCE_MEGABYTES = 15;

export {
  PROPOSAL_ANSWERS,
  PROPOSAL_AUDIENCES,
  PROPOSAL_STATUSES,
  type ProposalAudience,
  type ProposalStatus,
} from './rules/proposals.ts';

/** A programme that somebody proposes. */
export interface Proposal {
  id: number;
  /** Of the page on which the answer is read. */
  token: string;
  libraryId: number;
  libraryName: string;
  timeZone: string;
  title: string;
  description: string;
  audience: ProposalAudience;
  wantedWhen: string;
  memberId: number | null;
  /** '' once it is forgotten who it was. */
  name: string;
  email: string;
  coHost: boolean;
  coHostNote: string;
  proven: boolean;
  language: 'id' | 'en';
  status: ProposalStatus;
  answer: string;
  answeredBy: string;
  answeredAt: Date | null;
  createdAt: Date;
  version: number;
  programId: number | null;
  programSlug: string | null;
  programTitle: string | null;
}
