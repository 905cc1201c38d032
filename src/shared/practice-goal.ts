/** What a task of practice asks to be done. */
export const PRACTICE_ACTS = ['lend', 'take_back', 'answer', 'catalogue', 'register'] as const;
export type PracticeAct = (typeof PRACTICE_ACTS)[number];

/** What a task asks: of what is lent, taken back and answered each place in the practice space has its own. */
export type PracticeGoal =
  | { act: 'lend' | 'take_back' | 'answer' }
  | { act: 'catalogue'; title: string; isbn: string }
  | { act: 'register'; name: string };

/** Why what was done is not what was asked for. */
export const PRACTICE_FAULTS = [
  'nothing',
  'other_item',
  'other_member',
  'other_ticket',
  'other_title',
  'other_isbn',
  'other_name',
  'by_other',
  'before',
] as const;
export type PracticeFault = (typeof PRACTICE_FAULTS)[number];
