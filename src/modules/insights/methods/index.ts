export { methodErrors } from './errors.ts';
export { listPacks, viewPack } from './view-packs.ts';
export { enterValue } from './enter-value.ts';
export { enterPopulation, listPopulation } from './enter-population.ts';
