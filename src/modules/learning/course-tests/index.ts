export { addTestItem } from './writing/add-item.ts';
export { saveTestItem } from './writing/save-item.ts';
export { moveTestItem } from './writing/move-item.ts';
export { restoreTestItem, retireTestItem } from './writing/retire-item.ts';
export { saveCourseTest } from './writing/save-test.ts';
export { closeCourseTest, openCourseTest } from './writing/open-test.ts';
export { viewCourseTest } from './writing/view-test.ts';
export { beginSitting } from './taking/begin-sitting.ts';
export { keepTestAnswers } from './taking/keep-answers.ts';
export { handInTest } from './taking/hand-in.ts';
export { viewSitting } from './taking/view-sitting.ts';
export { viewTestOffer, type TestOffer } from './taking/view-offer.ts';
export { courseOutcomes, viewCourseOutcome } from './results/public-outcome.ts';
export { viewCourseResults } from './results/view-results.ts';
export { listCourseResults } from './results/list-results.ts';
export { courseGains } from './results/course-gains.ts';
export { groupGains, groupResults } from './results/group-results.ts';
export { reachedBy } from './results/reached-by.ts';
export { askResultsTable } from './results/ask-results-table.ts';
export { courseResultsPdf } from './results/results-pdf.ts';
export { resultPdf, resultRows, resultSheets } from './results/result-paper.ts';
export {
  countWords,
  dropWords,
  gainWords,
  itemWords,
  outcomeGainWords,
  periodWords,
  sureWords,
} from './results/result-words.ts';
export type { AnswersInput, ItemInput } from './schema.ts';
export { gainSchema, resultItemSchema } from './http-shapes.ts';
