export { countOutcomesIn } from './results/public-outcome.ts';
export { saveSampleSitting, saveSampleTest } from './save-sample.ts';
