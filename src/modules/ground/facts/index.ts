export { coarsenCells } from './rules/coarsen-cells.ts';
export { countedThrough, dailyFigures } from './daily-figures.ts';
export { factsOf, firstDayCounted, viewFacts, viewWho, visibleLibraries, type FactOrigin } from './view-facts.ts';
export type { FactStep } from './data/facts.queries.ts';
