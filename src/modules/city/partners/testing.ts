export { savePastContribution, type PastContribution } from './contributions/save-past.ts';
export { findNamed } from './data/map.queries.ts';
export { remindPromises } from './meetings/remind-promises.ts';
export { savePastMeeting, savePastStanding, type PastMeeting } from './meetings/save-sample.ts';
export { savePastPage, type PastPage } from './pages/save-page-sample.ts';
export {
  savePastAgreement,
  savePastPartner,
  saveRelation,
  type PastAgreement,
  type PastPartner,
} from './save-sample.ts';
export { savePastMail, savePastNeed, type PastMail } from './mails/save-past-mail.ts';
export { saveNamedTie } from './together/save-named-tie.ts';
