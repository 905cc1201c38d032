/** A board goes through these, forwards as a rule, and back when the facilitator wants. */
export const PHASES = ['waiting', 'write', 'share', 'group', 'vote', 'commit', 'closed'] as const;
export type Phase = (typeof PHASES)[number];

/** Whether ideas carry names: each writer decides, all do, or none does. */
export const NAMINGS = ['choice', 'named', 'anonymous'] as const;
export type Naming = (typeof NAMINGS)[number];

/** What is done on a board. `arrange`: merging and grouping, by the facilitator. */
export type BoardAct = 'write' | 'withdraw' | 'note' | 'comment' | 'arrange' | 'vote' | 'commit';

const PERMITTED: Record<BoardAct, readonly Phase[]> = {
  write: ['write', 'share'],
  withdraw: ['write', 'share', 'group'],
  // paper is often collected while others already read
  note: ['write', 'share', 'group'],
  comment: ['share', 'group', 'vote', 'commit'],
  arrange: ['share', 'group'],
  vote: ['vote'],
  commit: ['commit', 'closed'],
};

export const permits = (phase: Phase, act: BoardAct): boolean => PERMITTED[act].includes(phase);

/** While everybody writes silently, one sees one's own ideas and nobody else's, the facilitator neither. */
export const isSilent = (phase: Phase): boolean => phase === 'waiting' || phase === 'write';
