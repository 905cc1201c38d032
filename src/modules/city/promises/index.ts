export {
  getPledges,
  getStandard,
  listMeasures,
  listRemarks,
  listReviews,
  listStandards,
  viewFormerPromises,
  viewPromises,
  viewRemarks,
  type PublishedStandard,
} from './view-promises.ts';
export { publishPledge, writePledge } from './edit-pledge.ts';
export {
  addStandard,
  discardStandard,
  noteStandard,
  publishStandard,
  restoreStandard,
  retireStandard,
  writeStandard,
} from './edit-standards.ts';
export { remarkForm, sendRemark } from './send-remark.ts';
export { answerRemark, getRemark, hideRemark, holdReview, restoreRemark } from './answer-remark.ts';
export { promisesTable } from './promises-table.ts';
export { standardsPdf } from './standards-pdf.ts';
export { COMPONENT_NAMES } from './component-words.ts';
