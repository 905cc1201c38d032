export {
  savePastAgreement,
  savePastPartner,
  saveRelation,
  type PastAgreement,
  type PastPartner,
} from './save-sample.ts';
