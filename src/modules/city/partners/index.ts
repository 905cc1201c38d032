export {
  countPartners,
  getPartner,
  listPartnerPairs,
  listPartners,
  partnerKeepers,
  viewPartner,
} from './register/view-partners.ts';
export { partnerTable } from './register/partner-table.ts';
export { acceptPartner, addPartner, archivePartner, changePartner, restorePartner } from './register/save-partner.ts';
export { addPerson, addRole, changePerson, endRole, getPerson } from './register/edit-people.ts';
export { erasePartner, erasePerson } from './register/erase-person.ts';
export {
  addNote,
  addRelation,
  addWish,
  answerWish,
  removeNote,
  removeRelation,
  removeWish,
  settleNote,
} from './register/edit-ties.ts';
export { compareMerge, mergePartners, sayDistinct } from './register/merge-partners.ts';
export { changeAgreement, deleteAgreementDraft, draftAgreement, renewAgreement } from './agreements/save-agreement.ts';
export {
  acknowledgeAlarm,
  endAgreement,
  openAgreementFile,
  resumeAgreement,
  sendAgreement,
  signAgreement,
  takeBackAgreement,
} from './agreements/move-agreement.ts';
export { addDuty, assignDuty, finishDuty, removeDuty, reopenDuty } from './agreements/edit-duties.ts';
export {
  agreementsOf,
  countAgreements,
  dutyKeepers,
  getAgreement,
  listAgreements,
} from './agreements/view-agreements.ts';
export { agreementPdf } from './agreements/agreement-pdf.ts';
export { offerForm, offerHelp } from './joining/offer-help.ts';
export { showPartners, type NamedPartner } from './joining/show-partners.ts';
export { changeLink, endLink, makeLink, renewLink } from './pages/edit-links.ts';
export { sendLink } from './pages/send-link.ts';
export { getLink, listLinks, listPages } from './pages/view-links.ts';
export { acceptFile, openPageFile, removeFile } from './pages/answer-files.ts';
export {
  acceptNamed,
  confirmClaim,
  declineClaim,
  declineNamed,
  seeMessages,
  writeToPartner,
} from './pages/answer-posts.ts';
export { leaveFile } from './pages/leave-file.ts';
export { viewPartnerPage } from './pages/partner-page.ts';
export { claimOnPage, nameOnPage, writeOnPage } from './pages/send-posts.ts';
export type { PageKey } from './pages/held-link.ts';
export { PARTNER_WORDS, STATE_WORDS } from './words.ts';
export type { AgreementInput, PartnerInput } from './schema.ts';
