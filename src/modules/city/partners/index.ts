export {
  countPartners,
  getPartner,
  listPartnerPairs,
  listPartners,
  partnerKeepers,
  viewPartner,
} from './register/view-partners.ts';
export { partnerTable } from './register/partner-table.ts';
export { livingPartner } from './register/living-partner.ts';
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
export { listTwins, mergePeople } from './register/merge-people.ts';
export { compareMerge, mergePartners, sayDistinct } from './register/merge-partners.ts';
export { changeAgreement, deleteAgreementDraft, draftAgreement, renewAgreement } from './agreements/save-agreement.ts';
export {
  acknowledgeAlarm,
  endAgreement,
  openAgreementFile,
  removeAgreementFile,
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
export { placePartner } from './map/place-partner.ts';
export { listStandings, mapTable, STEP_WORDS, viewMap } from './map/view-map.ts';
export {
  addCommitment,
  changeCommitment,
  moveCommitment,
  removeCommitment,
  tellOutcome,
} from './meetings/edit-commitments.ts';
export { callOffMeeting, changeMeeting, planMeeting, reopenMeeting, writeMinutes } from './meetings/edit-meeting.ts';
export { meetingCalendar, meetingPdf } from './meetings/meeting-papers.ts';
export { stateWords } from './meetings/meeting-words.ts';
export { noteReminded, untoldReminders } from './meetings/untold-reminders.ts';
export {
  countCommitments,
  countMeetings,
  getMeeting,
  lastMeeting,
  listCommitments,
  listMeetings,
  meetingDay,
} from './meetings/view-meetings.ts';
export type { CommitmentInput, MeetingInput } from './meetings/schema.ts';
export { fileMailByHand } from './mails/file-mail.ts';
export { moveMail, removeMail } from './mails/edit-mails.ts';
export { ownAddresses, ownMailAddress, renewMailAddress } from './mails/mail-address.ts';
export { countMails, getMail, listMails, openMailFile } from './mails/view-mails.ts';
export { addNeed, listNeeds, removeNeed, showNeeds } from './joining/library-needs.ts';
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
export { pageScope } from './pages/page-scope.ts';
export type { PageKey } from './pages/held-link.ts';
export { showTie, tiePartner, untiePartner } from './together/tie-partner.ts';
export { programsByTitle, sharedWith, tiedTo, tiesOf, type TiedPartner } from './together/view-together.ts';
export type { PartnerTie, Thing } from './data/together.queries.ts';
export { TIE_WORDS } from './together/tie-words.ts';
export { PARTNER_WORDS, STATE_WORDS } from './words.ts';
export type { AgreementInput, PartnerInput } from './schema.ts';
export { changeContribution, noteContribution } from './contributions/save-contribution.ts';
export { receiveContribution, restoreContribution, voidContribution } from './contributions/move-contribution.ts';
export {
  contributionLetterPdf,
  issueContributionReceipt,
  thankForContribution,
} from './contributions/issue-letters.ts';
export { countContributions, getContribution, listContributions } from './contributions/view-contributions.ts';
export { contributionsOf } from './contributions/contributions-of.ts';
export { contributionTable } from './contributions/contribution-table.ts';
export { tieChoices } from './contributions/tie-choices.ts';
export { giverOf } from './contributions/giver-of.ts';
export { CONTRIBUTION_STATE_WORDS, KIND_WORDS, quantityWords, RULE_WORDS } from './contributions/contribution-words.ts';
export type { ContributionInput } from './contributions/schema.ts';
