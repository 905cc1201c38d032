export { savePastPage, type PastPage } from './pages/save-page-sample.ts';
export {
  savePastAgreement,
  savePastPartner,
  saveRelation,
  type PastAgreement,
  type PastPartner,
} from './save-sample.ts';
