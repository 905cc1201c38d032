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
export { showTie, tiePartner, untiePartner } from './together/tie-partner.ts';
export { programsByTitle, sharedWith, tiedTo, tiesOf, type TiedPartner } from './together/view-together.ts';
export type { PartnerTie, Thing } from './data/together.queries.ts';
export { TIE_WORDS } from './together/tie-words.ts';
export { PARTNER_WORDS, STATE_WORDS } from './words.ts';
export type { AgreementInput, PartnerInput } from './schema.ts';
