/** Where links that staff choose stand: in the menu, in the foot below its headings, among the accounts of the library elsewhere. */
export const LINK_PLACES = ['menu', 'foot', 'accounts'] as const;
export type LinkPlace = (typeof LINK_PLACES)[number];

/** More is nothing that anybody finds something in. */
export const MOST_LINKS: Readonly<Record<LinkPlace, number>> = { menu: 8, foot: 30, accounts: 8 };
export const MOST_PEOPLE = 30;
export const MOST_SERVICES = 30;

/** An entry as it is drawn; without an address it stands over those that follow. */
interface DrawnLink {
  href: string;
}

/** Leaves out what stands over nothing: all that it led to is gone, or it was put there by mistake. */
export const overSomething = <T extends DrawnLink>(links: readonly T[]): T[] =>
  links.filter(({ href }, i) => href !== '' || (links[i + 1]?.href ?? '') !== '');

/**
 * The numbers that rows of a list keep when it is written anew: of those that it had, each once; null: it is a new one.
 * @param asked as they were sent
 */
export function keptIds(had: ReadonlySet<number>, asked: readonly (number | null)[]): (number | null)[] {
  const free = new Set(had);
  return asked.map((id) => (id !== null && free.delete(id) ? id : null));
}
