export { listInstruments } from './instruments/index.ts';
export {
  changeContent,
  changeQuestionnaire,
  copyInstrument,
  createQuestionnaire,
  importQuestionnaire,
} from './write-questionnaire.ts';
export { exportQuestionnaire, getQuestionnaire, listQuestionnaires } from './view-questionnaires.ts';
export { closePlacement, linkPlacement, placeQuestionnaire, setKiosk } from './place-questionnaire.ts';
export {
  getPlacement,
  hasAnsweredByName,
  listPlacements,
  openForParticipants,
  placementsOf,
} from './view-placements.ts';
export { keyOfNewEnrolment } from './answer-keys.ts';
export { answerQuestionnaire, enterPaper } from './answer-questionnaire.ts';
export { acceptedTypes, openAnswerFile } from './answer-files.ts';
export { keepDraft, openForm, type OpenForm } from './open-form.ts';
export { answerInWords } from './answer-words.ts';
export { listResponses } from './list-responses.ts';
export { askResponsesTable } from './ask-responses-table.ts';
export { notesOf, resultsPdf, topWords } from './results-pdf.ts';
export {
  absenceWords,
  absentItems,
  figure,
  ikmValueWords,
  intervalWords,
  methodWords,
  unmovedWords,
} from './result-words.ts';
export { paperPdf, printSheets } from './paper-pdf.ts';
export { frequentTerms } from './rules/frequent-terms.ts';
export { LEAST_SHOWN } from './rules/least.ts';
export {
  comparablePlacements,
  instrumentResults,
  viewResults,
  type InstrumentResults,
  type Results,
} from './view-results.ts';
export { setPopulation } from './set-population.ts';
export { viewUnitIkm, type UnitIkm } from './view-ikm.ts';
export { speakerResults, type SpeakerResults } from './speaker-results.ts';
