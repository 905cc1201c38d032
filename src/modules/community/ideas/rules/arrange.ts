import type { BoardUpdate, IdeaCard } from './board-types.ts';

/** Groups as they were made, most votes first, or the latest first. */
export type Order = 'theme' | 'votes' | 'newest';

export interface ThemeGroup {
  /** '' = in no group. */
  theme: string;
  cards: IdeaCard[];
}

const byVotes = (one: IdeaCard, other: IdeaCard): number => other.votes - one.votes || one.id - other.id;

/** The cards in the order asked for; only by theme are there several groups, those without one at the end. */
export function arrange(cards: readonly IdeaCard[], order: Order): ThemeGroup[] {
  if (cards.length === 0) return [];
  if (order === 'votes') return [{ theme: '', cards: [...cards].sort(byVotes) }];
  if (order === 'newest') return [{ theme: '', cards: [...cards].sort((one, other) => other.id - one.id) }];
  const groups = new Map<string, IdeaCard[]>();
  for (const card of [...cards].sort(byVotes)) groups.set(card.theme, [...(groups.get(card.theme) ?? []), card]);
  const votesOf = (group: readonly IdeaCard[]): number => group.reduce((sum, { votes }) => sum + votes, 0);
  return [...groups]
    .map(([theme, group]) => ({ theme, cards: group }))
    .sort(
      (one, other) =>
        Number(one.theme === '') - Number(other.theme === '') ||
        votesOf(other.cards) - votesOf(one.cards) ||
        one.theme.localeCompare(other.theme, 'id'),
    );
}

/** What a viewer sees after an update; an older one than what is seen changes nothing. */
export function merged(seen: BoardUpdate, update: BoardUpdate): BoardUpdate {
  if (update.version < seen.version) return seen;
  if (update.full) return update;
  const cards = new Map(seen.cards.map((card) => [card.id, card]));
  for (const id of update.gone) cards.delete(id);
  for (const card of update.cards) cards.set(card.id, card);
  return { ...update, full: true, gone: [], cards: [...cards.values()].sort((one, other) => one.id - other.id) };
}

/** An update as it came over the network; null for what is none. */
export function readUpdate(text: string): BoardUpdate | null {
  const value: unknown = JSON.parse(text);
  return isUpdate(value) ? value : null;
}

const isUpdate = (value: unknown): value is BoardUpdate =>
  typeof value === 'object' && value !== null && 'version' in value && 'cards' in value && Array.isArray(value.cards);
