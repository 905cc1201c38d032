import { acquisitionPersonalData, donorRetention } from '#modules/acquisition';
import { addressRetention, auditPersonalData, auditRetention } from '#modules/audit';
import { bookingLinkRetention, bookingsPersonalData } from '#modules/bookings';
import { bulkLoanContactRetention, bulkLoansPersonalData } from '#modules/bulk-loans';
import { certificatesPersonalData } from '#modules/certificates';
import { chargesPersonalData } from '#modules/charges';
import { circulationPersonalData, holdsPersonalData, loanLinkRetention } from '#modules/circulation';
import { digitalLinkRetention, digitalPersonalData, positionRetention } from '#modules/digital';
import { vainSearchRetention } from '#modules/search';
import { ideaLinkRetention, ideasPersonalData, proposalRetention } from '#modules/ideas';
import { sessionRetention, sessionsPersonalData } from '#modules/identity';
import { importRowRetention, importsPersonalData } from '#modules/imports';
import { lettersPersonalData } from '#modules/letters';
import { lockerRetention, lockersPersonalData } from '#modules/lockers';
import { memberRetention } from '#modules/members';
import { noticesPersonalData } from '#modules/notifications';
import { offlineDeskPersonalData } from '#modules/offline-desk';
import { programLinkRetention, programsPersonalData } from '#modules/programs';
import { answerNameRetention, questionnairesPersonalData } from '#modules/questionnaires';
import { readingPersonalData } from '#modules/reading';
import { selfServicePersonalData } from '#modules/self-service';
import { visitLinkRetention, visitsPersonalData } from '#modules/visits';
import { seatLinkRetention, seatsPersonalData } from '#modules/seats';
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
