import type { BlockChange } from '#modules/ground/content';
import { kindName } from '#web/features/content/parts/kind-names.ts';

/** What became of a part, for the page. */
export const changeView = ({ change, before, after, words }: BlockChange, key: number) => ({
  key,
  change,
  kind: kindName((after ?? before)?.kind ?? 'text'),
  words,
});
