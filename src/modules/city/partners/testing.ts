export {
  savePastAgreement,
  savePastPartner,
  saveRelation,
  type PastAgreement,
  type PastPartner,
} from './save-sample.ts';
export { savePastMail, savePastNeed, type PastMail } from './mails/save-past-mail.ts';
