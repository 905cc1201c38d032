/** What is offered while somebody types, in its groups; the addresses are those of the reader's language. */
export interface Suggested {
  title: string;
  items: Offered[];
}
export interface Offered {
  /** Null: this person may not. */
  href: string | null;
  label: string;
  note: string;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const partOf = (value: unknown, key: string): unknown => (value instanceof Object ? Reflect.get(value, key) : null);
/** An address of ours, and nobody else's. */
const isOurs = (href: string): boolean => /^\/(?![/\\])/.test(href);

function offeredIn(value: unknown): Offered[] {
  const [href, label, note] = ['href', 'label', 'note'].map((key) => partOf(value, key));
  if (typeof label !== 'string' || typeof note !== 'string') return [];
  if (href === null) return [{ href, label, note }];
  return typeof href === 'string' && isOurs(href) ? [{ href, label, note }] : [];
}

/** What the server answered, as far as it can be understood; anything else offers nothing. */
export const readSuggested = (said: unknown): Suggested[] =>
  listOf(said).flatMap((group) => {
    const title = partOf(group, 'title');
    const items = listOf(partOf(group, 'items')).flatMap(offeredIn);
    return typeof title === 'string' && items.length > 0 ? [{ title, items }] : [];
  });
