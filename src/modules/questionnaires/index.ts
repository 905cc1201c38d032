export { questionnaireErrors } from './errors.ts';
export { listInstruments } from './instruments/index.ts';
export {
  changeContent,
  changeQuestionnaire,
  copyInstrument,
  createQuestionnaire,
  importQuestionnaire,
  writeQuestionnaire,
} from './write-questionnaire.ts';
export { exportQuestionnaire, getQuestionnaire, listQuestionnaires } from './view-questionnaires.ts';
export { closePlacement, linkPlacement, placeQuestionnaire, setKiosk, writePlacement } from './place-questionnaire.ts';
export { getPlacement, hasAnswered, listPlacements, placementsOf } from './view-placements.ts';
export { answerQuestionnaire, enterPaper, type Answering } from './answer-questionnaire.ts';
export { acceptedTypes, openAnswerFile, type SentFile } from './answer-files.ts';
export { keepDraft, openForm, type OpenForm } from './open-form.ts';
export { saveResponses } from './save-responses.ts';
export { listResponses } from './list-responses.ts';
export {
  comparablePlacements,
  instrumentResults,
  viewResults,
  type InstrumentResults,
  type Results,
} from './view-results.ts';
export type { ContentInput, PlacementInput } from './schema.ts';
export { answerNameRetention, questionnairesPersonalData } from './personal-data.ts';
