export { listInstruments } from './instruments/index.ts';
export {
  changeContent,
  changeQuestionnaire,
  copyInstrument,
  copyInstrumentIn,
  createQuestionnaire,
  importQuestionnaire,
} from './write-questionnaire.ts';
export { exportQuestionnaire, getQuestionnaire, listQuestionnaires } from './view-questionnaires.ts';
export {
  closePlacement,
  closePlacementIn,
  linkPlacement,
  placeQuestionnaire,
  reopenPlacementIn,
  setKiosk,
  writePlacement,
} from './placements/place-questionnaire.ts';
export {
  getPlacement,
  hasAnsweredByName,
  listPlacements,
  openForParticipants,
  placementsOf,
} from './placements/view-placements.ts';
export { keyOfNewEnrolment } from './answers/answer-keys.ts';
export { answerQuestionnaire, enterPaper } from './answers/answer-questionnaire.ts';
export { acceptedTypes, openAnswerFile } from './answers/answer-files.ts';
export { keepDraft, openForm, type OpenForm } from './answers/open-form.ts';
export { answerInWords } from './answers/answer-words.ts';
export { listResponses } from './answers/list-responses.ts';
export { askResponsesTable } from './answers/ask-responses-table.ts';
export { notesOf, resultsPdf, topWords } from './results/results-pdf.ts';
export {
  absenceWords,
  absentItems,
  figure,
  ikmValueWords,
  intervalWords,
  methodWords,
  unmovedWords,
} from './results/result-words.ts';
export { paperPdf, printSheets } from './answers/paper-pdf.ts';
export { frequentTerms } from './rules/frequent-terms.ts';
export { LEAST_SHOWN } from './rules/least.ts';
export {
  comparablePlacements,
  instrumentResults,
  viewResults,
  type InstrumentResults,
  type Results,
} from './results/view-results.ts';
export { setPopulation } from './results/set-population.ts';
export { ikmSums, viewUnitIkm, type UnitIkm } from './results/view-ikm.ts';
export { surveyResults, type SurveyResults } from './results/disclose-survey.ts';
export { compareItem, type Moved } from './rules/compare.ts';
export { meanInterval } from './rules/intervals.ts';
export { exactIkm, ikmInterval, printedIkm, sampleSize } from './rules/ikm.ts';
export { speakerResults, type SpeakerResults } from './results/speaker-results.ts';
