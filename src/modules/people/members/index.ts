export type {
  BlockKind,
  CardHolder,
  LoanMember,
  Member,
  MemberBlock,
  MemberCategory,
  MemberKind,
  MemberStatus,
  MemberSummary,
  PupilRow,
} from './client.ts';
export { blockKinds } from './client.ts';
export { memberErrors } from './errors.ts';
export type { BlockInput, CategoryChanges, CategoryInput, MemberChanges, MemberInput, MemberRow } from './schema.ts';
export { createMember, insertMember } from './create-member.ts';
export { reinstateMember, renewMembership, updateMember, withdrawMember } from './edit-member.ts';
export { findMemberByNumber, getMember, getOwnMember, lockMemberForLoan } from './get-member.ts';
export { noteActivity } from './note-activity.ts';
export { findCardHolder } from './find-card-holder.ts';
export { recentDecisions, type RecentDecisions } from './recent-decisions.ts';
export { contactMembers, contactPersonsOf, membersExpiring, type MemberContact } from './contact-members.ts';
export { countJoined } from './data/figures.queries.ts';
export { searchMembers, type SearchMembers } from './search-members.ts';
export { maskContact, maskWords, seesContact } from './mask-contact.ts';
export { liftSuspension, listSuspensions, suspendMember, type Suspension } from './suspend-member.ts';
export { keepOpenBlock } from './data/blocks.queries.ts';
export { addBlock, blockMember, forgetBlockTitles, liftBlock, withdrawBlock } from './block-member.ts';
export { saveMemberBatch, type SavedRow } from './save-member-batch.ts';
export { createCategory, getCategory, listCategories, updateCategory } from './manage-categories.ts';
export { changeOwnPin, resetPin } from './set-pin.ts';
export { hasOwnPassword, removeOwnPassword, setOwnPassword } from './set-password.ts';
export { revealNik } from './reveal-nik.ts';
export { countSealedMembers, resealMembers } from './reseal-members.ts';
export { giveConsent, setOwnConsent, withdrawConsent, type ConsentInput } from './record-consent.ts';
export {
  consentingMembers,
  lastConsents,
  listConsents,
  listConsentTexts,
  listOwnConsents,
  publishConsentText,
  type ConsentView,
} from './list-consents.ts';
export { askGuardian, guardianConsentMissing } from './rules/consent.ts';
export {
  saveApplicant,
  saveApplicantGuardian,
  viewRegistration,
  type OwnRegistration,
  type RegistrationPersonInput,
} from './registration-form.ts';
export { registrationChallenge, submitRegistration } from './submit-registration.ts';
export { confirmCode, openCodeWays, sendCode } from './confirm-contact.ts';
export {
  APPLICANT_QUEUE,
  decideApplicantMessage,
  listApplicantMessages,
  pageApplicantMessages,
  noteApplicantMessage,
  takeApplicantMessage,
  type ApplicantMessageByHand,
  type ApplicantOutcome,
  type TakenMessage,
} from './applicant-messages.ts';
export {
  approveRegistration,
  getRegistration,
  listRegistrations,
  rejectRegistration,
  type PendingRegistration,
  type RegistrationToDecide,
} from './decide-registration.ts';
export {
  closeIncident,
  getIncident,
  listIncidents,
  markTold,
  recordIncident,
  updateDataIncident,
  type DataIncident,
  type IncidentInput,
} from './data-incidents.ts';
export { incidentLetter } from './incident-letter.ts';
export { incidentDataInWords } from './incident-words.ts';
export { confirmData, confirmOwnData, isDataRefreshDue } from './confirm-data.ts';
export { chooseAutoRenewal } from './choose-auto-renewal.ts';
export {
  acceptClockJump,
  approveRetention,
  previewRetention,
  type RetentionPreview,
  type WhoGoes,
} from './approve-retention.ts';
export { memberRetention } from './retention-classes.ts';
export {
  listRetention,
  retentionNews,
  runRetention,
  setRetentionDays,
  startRetention,
  type KeptClass,
  type RetentionRun,
} from './run-retention.ts';
export { exportMember, exportOwnData, type MemberExport } from './export-member.ts';
export {
  carryOutRequest,
  erasureHindrances,
  listOwnRequests,
  listRequests,
  makeOwnRequest,
  makeRequest,
  refuseRequest,
  type RequestInput,
} from './subject-requests.ts';
export { exportFile, type ExportFormat } from './export-file.ts';
export { findFormerCard, replaceCard, reportCardLost, reportOwnCardLost, withdrawOwnLoss } from './lost-card.ts';
export { askSignInLink, signInByLink, signInLinkHolds, signInLinksOffered } from './sign-in-link.ts';
export { signInMember, verifyMemberSecret, type MemberSignedIn, type SignInMember } from './sign-in-member.ts';
export { endLink, linkChild, type LinkInput } from './link-family.ts';
export { guards, listFamily, type Family, type FamilyMember } from './list-family.ts';
export { type ClassList, type PlannedPupil } from './plan-pupils.ts';
export { planPupils, pupilRowsOf, registerPupils, savePupilBatch } from './register-pupils.ts';
export {
  consentSheetPdf,
  listClasses,
  listPupils,
  recordSignedSheets,
  type Pupil,
  type SchoolClass,
} from './class-consents.ts';
export { moveClass, planClassMove, type PlannedMove } from './move-class.ts';
export { openMemberPhoto, setMemberPhoto } from './member-photo.ts';
export { nextCardNumber } from './rules/card.ts';
export { ageFitsCategory, blockHolds, isExpired } from './rules/membership.ts';
