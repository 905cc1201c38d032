export {
  savePastAgreement,
  savePastPartner,
  saveRelation,
  type PastAgreement,
  type PastPartner,
} from './save-sample.ts';
export { savePastMail, savePastNeed, type PastMail } from './save-past-mail.ts';
