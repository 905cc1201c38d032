export { listPacks, viewPack } from './view-packs.ts';
export { viewPerResident, type PerResident } from './view-per-resident.ts';
export { enterValue } from './enter-value.ts';
export { enterPopulation, listPopulation } from './enter-population.ts';
export {
  answerRequest,
  askForValue,
  openRequests,
  viewRequest,
  withdrawRequest,
  type RequestLink,
} from './ask-for-value.ts';
export { keepReport, listReports, viewReport } from './keep-report.ts';
export { askPackTable } from './ask-table.ts';
export { figureInWords, inputInWords, momentInWords, stateInWords } from './pack-words.ts';
