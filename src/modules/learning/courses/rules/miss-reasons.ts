import type { Outcome } from './outcome.ts';

/** By which ways an answer went wrong, as they are counted: fixed words and numbers of options, nothing that somebody typed. */
export function missReasons(outcome: Outcome): string[] {
  if (outcome.right) return [];
  switch (outcome.kind) {
    case 'search':
      return [
        ...new Set([
          ...outcome.found.flatMap(({ faults }) => faults),
          ...outcome.unused.map((filter) => `unused_${filter}`),
          ...(outcome.missing > 0 ? ['too_few'] : []),
        ]),
      ];
    case 'compare':
      return outcome.lines.flatMap(({ agrees }, at) => (agrees ? [] : [`line_${at + 1}`]));
    case 'citation':
      return Object.entries(outcome.parts).flatMap(([part, isRight]) => (isRight ? [] : [`part_${part}`]));
    case 'question':
      if (outcome.marks.length === 1) return ['answer'];
      // what was chosen is right, and something is missing
      if (outcome.marks.every(Boolean)) return ['too_few'];
      return outcome.marks.flatMap((isRight, at) => (isRight ? [] : [`mark_${at + 1}`]));
    case 'bank':
      return outcome.questions.flatMap(({ right, question }) => (right ? [] : [`question_${question + 1}`]));
    case 'reflect':
      return ['too_short'];
    case 'shelf':
      return outcome.faults;
    case 'reading':
    case 'discussion':
    case 'assignment':
      return [];
    case 'practice':
      return outcome.faults.map((fault) => `practice_${fault}`);
  }
}
