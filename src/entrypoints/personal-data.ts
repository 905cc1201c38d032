import { acquisitionPersonalData, donorRetention } from '#modules/stock/acquisition';
import { addressRetention, auditPersonalData, auditRetention } from '#modules/ground/audit';
import { bookingLinkRetention, bookingsPersonalData } from '#modules/lending/bookings';
import { bulkLoanContactRetention, bulkLoansPersonalData } from '#modules/lending/bulk-loans';
import { certificatesPersonalData } from '#modules/community/certificates';
import { chargesPersonalData } from '#modules/lending/charges';
import { circulationPersonalData, holdsPersonalData, loanLinkRetention } from '#modules/lending/circulation';
import { digitalLinkRetention, digitalPersonalData, positionRetention } from '#modules/lending/digital';
import { vainSearchRetention } from '#modules/collection/search';
import { ideaLinkRetention, ideasPersonalData, proposalRetention } from '#modules/community/ideas';
import { sessionRetention, sessionsPersonalData } from '#modules/ground/identity';
import { importRowRetention, importsPersonalData } from '#modules/collection/imports';
import { lettersPersonalData } from '#modules/lending/letters';
import { lockerRetention, lockersPersonalData } from '#modules/premises/lockers';
import { memberRetention } from '#modules/people/members';
import { noticesPersonalData } from '#modules/people/notifications';
import { offlineDeskPersonalData } from '#modules/stock/offline-desk';
import { programLinkRetention, programsPersonalData } from '#modules/community/programs';
import { answerNameRetention, questionnairesPersonalData } from '#modules/community/questionnaires';
import { readingPersonalData } from '#modules/lending/reading';
import { selfServicePersonalData } from '#modules/lending/self-service';
import { visitLinkRetention, visitsPersonalData } from '#modules/premises/visits';
import { seatLinkRetention, seatsPersonalData } from '#modules/premises/seats';
import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';

/** What each module knows of a member. */
export const personalData: readonly PersonalDataSource[] = [
  circulationPersonalData,
  holdsPersonalData,
  bookingsPersonalData,
  chargesPersonalData,
  lettersPersonalData,
  certificatesPersonalData,
  noticesPersonalData,
  readingPersonalData,
  digitalPersonalData,
  seatsPersonalData,
  // before programmes forget whose an enrolment was
  questionnairesPersonalData,
  // before the programmes, which cut the link to the member
  ideasPersonalData,
  programsPersonalData,
  acquisitionPersonalData,
  visitsPersonalData,
  selfServicePersonalData,
  bulkLoansPersonalData,
  lockersPersonalData,
  offlineDeskPersonalData,
  importsPersonalData,
  sessionsPersonalData,
  auditPersonalData,
];

/** What goes after its time, in the order in which it is cleared. */
export const retention: readonly RetentionClass[] = [
  loanLinkRetention,
  bookingLinkRetention,
  visitLinkRetention,
  donorRetention,
  lockerRetention,
  bulkLoanContactRetention,
  positionRetention,
  digitalLinkRetention,
  seatLinkRetention,
  ideaLinkRetention,
  proposalRetention,
  programLinkRetention,
  answerNameRetention,
  ...memberRetention(personalData),
  sessionRetention,
  addressRetention,
  importRowRetention,
  vainSearchRetention,
  auditRetention,
];
