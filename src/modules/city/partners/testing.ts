export { savePastContribution, type PastContribution } from './contributions/save-past.ts';
export {
  savePastAgreement,
  savePastPartner,
  saveRelation,
  type PastAgreement,
  type PastPartner,
} from './save-sample.ts';
