import { bookingJobs } from '#modules/bookings/jobs';
import { digitalJobs } from '#modules/digital/jobs';
import { seatJobs } from '#modules/seats/jobs';
import { bulkLoanJobs } from '#modules/bulk-loans/jobs';
import { circulationJobs } from '#modules/circulation/jobs';
import { heavyWorkJobs } from '#modules/heavy-work/jobs';
import { ideaJobs } from '#modules/ideas/jobs';
import { importJobs } from '#modules/imports/jobs';
import { memberJobs } from '#modules/members/jobs';
import { notificationJobs } from '#modules/notifications/jobs';
import { programJobs } from '#modules/programs/jobs';
import { questionnaireJobs } from '#modules/questionnaires/jobs';
import { readingJobs } from '#modules/reading/jobs';
import { selfServiceJobs } from '#modules/self-service/jobs';
import { serialJobs } from '#modules/serials/jobs';
import { searchJobs } from '#modules/search/jobs';
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
