import { FEWEST_TOLD, isTold } from '#shared/small-counts';

/** To how many a letter would go, as far as it may be said. */
export type ToldAudience = { kind: 'exact' | 'about'; count: number } | { kind: 'few' };

/**
 * What is said of the size of an audience. All of a topic are known: who sends a letter to everybody knows how many it was. Of a part of them no
 * figure of fewer than ten is told, and others in whole tens, so that two parts which differ by few people say the same.
 * @param isWhole it is all who chose the topics, not cut any further
 */
export function toldAudience(count: number, isWhole: boolean): ToldAudience {
  if (isWhole) return { kind: 'exact', count };
  if (!isTold(count) || count === 0) return { kind: 'few' };
  return { kind: 'about', count: Math.floor(count / FEWEST_TOLD) * FEWEST_TOLD };
}

/** What cuts an audience beside its topics. */
interface Cuts {
  language: string | null;
  libraryId: number | null;
  attended: number | null;
  borrows: string | null;
}

/** Whether an audience is all who chose its topics, cut by nothing else. */
export const isWholeAudience = ({ language, libraryId, attended, borrows }: Cuts): boolean =>
  language === null && libraryId === null && attended === null && borrows === null;
