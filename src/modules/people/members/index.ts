export type { BlockKind, CardHolder, LoanMember, Member, MemberCategory, MemberKind, PupilRow } from './client.ts';
export { blockKinds } from './client.ts';
export { memberErrors } from './errors.ts';
export type { CategoryInput, MemberInput, MemberRow } from './schema.ts';
export { createMember } from './records/create-member.ts';
export { reinstateMember, renewMembership, updateMember, withdrawMember } from './records/edit-member.ts';
export {
  findMemberByNumber,
  getMember,
  getOwnMember,
  lockMemberForLoan,
  lockMembersById,
} from './records/get-member.ts';
export { noteActivity } from './records/note-activity.ts';
export { findCardHolder, findCardHoldersById } from './cards/find-card-holder.ts';
export { recentDecisions, type RecentDecisions } from './records/recent-decisions.ts';
export { contactMembers, contactPersonsOf, membersExpiring, type MemberContact } from './records/contact-members.ts';
export { joinedOn } from './records/joined-on.ts';
export { countJoined, countValid } from './data/facts.queries.ts';
export { keepMembers } from './data/members.queries.ts';
export { searchMembers } from './records/search-members.ts';
export { maskContact, maskWords, seesContact } from './records/mask-contact.ts';
export { keepOpenBlock } from './data/blocks.queries.ts';
export { addBlock, blockMember, forgetBlockTitles, liftBlock, withdrawBlock } from './blocks/block-member.ts';
export { placeNumbers, type PlacedNumber } from './records/place-numbers.ts';
export { followBroughtMember, foreseeBroughtMember } from './records/follow-brought-member.ts';
export { saveMemberBatch, type MovingIn } from './records/save-member-batch.ts';
export {
  createCategory,
  getCategory,
  insertCategory,
  listCategories,
  updateCategory,
} from './records/manage-categories.ts';
export { changeOwnPin, resetPin } from './sign-in/set-pin.ts';
export { hasOwnPassword, hasOwnPin, removeOwnPassword, setOwnPassword } from './sign-in/set-password.ts';
export { bringNik, isNik } from './nik/bring-nik.ts';
export { revealNik } from './nik/reveal-nik.ts';
export { countSealedMembers, resealMembers } from './nik/reseal-members.ts';
export { giveConsent, setOwnConsent, withdrawConsent } from './consents/record-consent.ts';
export { keepDeskHelp } from './desk-help/keep-desk-help.ts';
export { takeBackDeskHelp } from './desk-help/take-back-desk-help.ts';
export { helpAtDesk, viewDeskHelp, type DeskHelpView } from './desk-help/view-desk-help.ts';
export {
  consentingMembers,
  lastConsents,
  listConsents,
  listConsentTexts,
  listOwnConsents,
  publishConsentText,
  type ConsentView,
} from './consents/list-consents.ts';
export {
  letterConsentsOf,
  letterTexts,
  requireOwnVoice,
  writeLetterConsents,
  type LetterConsent,
} from './consents/letter-consents.ts';
export { askGuardian, guardianConsentMissing } from './rules/consent.ts';
export {
  saveApplicant,
  saveApplicantGuardian,
  viewRegistration,
  type OwnRegistration,
} from './registration/registration-form.ts';
export { registrationChallenge, submitRegistration } from './registration/submit-registration.ts';
export { confirmCode, openCodeWays, sendCode } from './registration/confirm-contact.ts';
export {
  APPLICANT_QUEUE,
  applicantMailsWait,
  decideApplicantMessage,
  listApplicantMessages,
  noteApplicantMessage,
  takeApplicantMessage,
  type ApplicantOutcome,
  type TakenMessage,
} from './registration/applicant-messages.ts';
export {
  approveRegistration,
  getRegistration,
  listRegistrations,
  rejectRegistration,
} from './registration/decide-registration.ts';
export {
  closeIncident,
  getIncident,
  listIncidents,
  markTold,
  recordIncident,
  updateDataIncident,
  type DataIncident,
  type IncidentInput,
} from './privacy/data-incidents.ts';
export { incidentLetter } from './privacy/incident-letter.ts';
export { incidentDataInWords } from './privacy/incident-words.ts';
export { confirmData, confirmOwnData, isDataRefreshDue } from './privacy/confirm-data.ts';
export { chooseAutoRenewal } from './records/choose-auto-renewal.ts';
export { acceptClockJump, approveRetention, previewRetention } from './privacy/approve-retention.ts';
export { listRetention, retentionNews, setRetentionDays, startRetention } from './privacy/run-retention.ts';
export { exportMember, exportOwnData, type MemberExport } from './privacy/export-member.ts';
export {
  carryOutRequest,
  erasureHindrances,
  listOwnRequests,
  listRequests,
  makeOwnRequest,
  makeRequest,
  refuseRequest,
} from './privacy/subject-requests.ts';
export { exportFile } from './privacy/export-file.ts';
export { namesAmong } from './privacy/names-among.ts';
export { findFormerCard, replaceCard, reportCardLost, reportOwnCardLost, withdrawOwnLoss } from './cards/lost-card.ts';
export { askSignInLink, signInByLink, signInLinkHolds, signInLinksOffered } from './sign-in/sign-in-link.ts';
export { signInMember, verifyMemberSecret } from './sign-in/sign-in-member.ts';
export { endLink, linkChild } from './family/link-family.ts';
export { guards, listFamily } from './family/list-family.ts';
export { type PlannedPupil } from './classes/plan-pupils.ts';
export { planPupils, pupilRowsOf, registerPupils, savePupilBatch } from './classes/register-pupils.ts';
export { consentSheetPdf, listClasses, listPupils, recordSignedSheets } from './classes/class-consents.ts';
export { moveClass, planClassMove, type PlannedMove } from './classes/move-class.ts';
export { keepPortrait, openMemberPhoto, portrait, setMemberPhoto } from './records/member-photo.ts';
export { bringPhoto, foreseePhoto } from './records/bring-photo.ts';
export { nextCardNumber } from './rules/card.ts';
export { ageFitsCategory, blockHolds, isExpired } from './rules/membership.ts';
export { takeBackBlocks, takeBackCategories, takeBackMembers } from './records/take-back-members.ts';
