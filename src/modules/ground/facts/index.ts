export { factErrors } from './errors.ts';
export { rollUp, type RollUp } from './roll-up.ts';
export {
  listFactKinds,
  viewFacts,
  viewWho,
  visibleLibraries,
  type FactOrigin,
  type Facts,
  type WhoFacts,
  factsOf,
} from './view-facts.ts';
export type { FactFigure, FactStep } from './data/facts.queries.ts';
