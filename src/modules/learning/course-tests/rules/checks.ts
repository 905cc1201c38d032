/** What is to be looked at in a test. */
export interface TestCheck {
  code: 'no_item' | 'unwritten' | 'few_items' | 'not_taught' | 'missing_english';
  /** It is not opened while this stands. */
  blocking: boolean;
  /** Of which item or line it is; empty: of the whole. */
  about: string;
}

/** What checks look at in an item. */
export interface CheckedItem {
  competenceId: number;
  prompt: { id: string; en: string };
}

/** Whether an item still asks what every new one begins with. @param beginning those words */
export const isUnwritten = (prompt: string, beginning: string): boolean => prompt.trim() === beginning.trim();

/** So many letters tell which item it is. */
const TOLD = 80;

/**
 * What is to be looked at before a test is opened, what blocks it first.
 * @param taught lines that lessons of the course teach
 * @param nameOf a line in words
 * @param beginning what every new item asks before somebody has written it
 */
export function checkItems(
  items: readonly CheckedItem[],
  about: {
    perCompetence: number | null;
    taught: ReadonlySet<number>;
    nameOf: (id: number) => string;
    beginning: string;
  },
): TestCheck[] {
  if (items.length === 0) return [{ code: 'no_item', blocking: true, about: '' }];
  const groups = [...Map.groupBy(items, ({ competenceId }) => competenceId)];
  const few = groups.filter(([, all]) => all.length < (about.perCompetence ?? 1));
  const untaught = groups.filter(([id]) => !about.taught.has(id));
  return [
    ...items
      .filter(({ prompt }) => isUnwritten(prompt.id, about.beginning))
      .map(({ competenceId }) => ({ code: 'unwritten' as const, blocking: true, about: about.nameOf(competenceId) })),
    ...few.map(([id]) => ({ code: 'few_items' as const, blocking: true, about: about.nameOf(id) })),
    ...untaught.map(([id]) => ({ code: 'not_taught' as const, blocking: false, about: about.nameOf(id) })),
    ...items
      .filter(({ prompt }) => prompt.en === '')
      .map(({ prompt }) => ({ code: 'missing_english' as const, blocking: false, about: prompt.id.slice(0, TOLD) })),
  ];
}
