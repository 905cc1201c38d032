export { saveValue } from './enter-value.ts';
export { savePopulation } from './enter-population.ts';
