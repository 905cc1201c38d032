export {
  beginAsking,
  countAskable,
  type AskedSource,
  type EarlyAnswer,
  type Elsewhere,
  type FoundTitle,
} from './ask-elsewhere.ts';
export { canAskZ3950, getSource, listSources } from './list-sources.ts';
export { removeSource } from './remove-source.ts';
export { compareFields } from './rules/pick-fields.ts';
export { changeSource, createSource } from './save-source.ts';
export type { SourceInput } from './schema.ts';
export { readFound, takeRecord, writeFound } from './take-record.ts';
export { takeCover } from './take-cover.ts';
export { trySource } from './try-source.ts';
export { addFromPile, type BookOutcome } from './piles/add-from-pile.ts';
export { changePileBook, lookUpAgain, removePile, settlePileBook, stopPile } from './piles/change-pile.ts';
export { copiesWanted, getPile, listPiles, type CopiesWanted } from './piles/list-piles.ts';
export { growPile, startPile, type Grown } from './piles/start-pile.ts';
