import type { SessionFormat } from '#modules/community/programs/client';
import type { Reason, Source } from './rules/reasons.ts';

export { LEAST_ANSWERS, type Reason, type ReasonKind, type Source } from './rules/reasons.ts';

export interface DraftLine {
  id: number;
  title: string;
  format: SessionFormat;
  /** Lesson hours of 45 minutes. */
  jp: number;
  reason: Reason;
}

export interface EditionDraft {
  id: number;
  programId: number;
  lines: DraftLine[];
  /** Sources that were left out, with how many answers, votes or plans they had. */
  tooFew: Partial<Record<Source, number>>;
  draftedAt: Date;
  draftedBy: string;
  madeProgramId: number | null;
}
