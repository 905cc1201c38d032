import { bookingJobs } from '#modules/lending/bookings/jobs';
import { digitalJobs } from '#modules/lending/digital/jobs';
import { seatJobs } from '#modules/premises/seats/jobs';
import { bulkLoanJobs } from '#modules/lending/bulk-loans/jobs';
import { circulationJobs } from '#modules/lending/circulation/jobs';
import { heavyWorkJobs } from '#modules/ground/heavy-work/jobs';
import { ideaJobs } from '#modules/community/ideas/jobs';
import { importJobs } from '#modules/collection/imports/jobs';
import { memberJobs } from '#modules/people/members/jobs';
import { notificationJobs } from '#modules/people/notifications/jobs';
import { programJobs } from '#modules/community/programs/jobs';
import { questionnaireJobs } from '#modules/community/questionnaires/jobs';
import { readingJobs } from '#modules/lending/reading/jobs';
import { selfServiceJobs } from '#modules/lending/self-service/jobs';
import { serialJobs } from '#modules/collection/serials/jobs';
import { searchJobs } from '#modules/collection/search/jobs';
import { housekeepingJobs } from './housekeeping.ts';
import type { JobModule } from '#platform/services';

/** The work that every server process takes from the queues, and what it hands on to the worker. */
export const jobModules: readonly JobModule[] = [
  searchJobs,
  importJobs,
  circulationJobs,
  bookingJobs,
  digitalJobs,
  seatJobs,
  programJobs,
  bulkLoanJobs,
  memberJobs,
  notificationJobs,
  readingJobs,
  selfServiceJobs,
  serialJobs,
  questionnaireJobs,
  ideaJobs,
  heavyWorkJobs,
  housekeepingJobs,
];
