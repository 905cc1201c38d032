// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { personalData as groundAudit } from '#modules/ground/audit/personal-data';
import { personalData as groundIdentity } from '#modules/ground/identity/personal-data';
import { personalData as peopleNotifications } from '#modules/people/notifications/personal-data';
import { personalData as collectionImports } from '#modules/collection/imports/personal-data';
import { personalData as premisesVisits } from '#modules/premises/visits/personal-data';
import { personalData as premisesLockers } from '#modules/premises/lockers/personal-data';
import { personalData as premisesSeats } from '#modules/premises/seats/personal-data';
import { personalData as lendingCharges } from '#modules/lending/charges/personal-data';
import { personalData as lendingCirculation } from '#modules/lending/circulation/personal-data';
import { personalData as lendingBookings } from '#modules/lending/bookings/personal-data';
import { personalData as lendingBulkLoans } from '#modules/lending/bulk-loans/personal-data';
import { personalData as lendingSelfService } from '#modules/lending/self-service/personal-data';
import { personalData as lendingDigital } from '#modules/lending/digital/personal-data';
import { personalData as lendingReading } from '#modules/lending/reading/personal-data';
import { personalData as lendingLetters } from '#modules/lending/letters/personal-data';
import { personalData as stockOfflineDesk } from '#modules/stock/offline-desk/personal-data';
import { personalData as stockAcquisition } from '#modules/stock/acquisition/personal-data';
import { personalData as communityPrograms } from '#modules/community/programs/personal-data';
import { personalData as communityQuestionnaires } from '#modules/community/questionnaires/personal-data';
import { personalData as communityIdeas } from '#modules/community/ideas/personal-data';
import { personalData as communityCertificates } from '#modules/community/certificates/personal-data';
import { personalData as learningCourses } from '#modules/learning/courses/personal-data';
import { personalData as learningCourseTests } from '#modules/learning/course-tests/personal-data';
import { personalData as cityService } from '#modules/city/service/personal-data';
import { personalData as citySatisfaction } from '#modules/city/satisfaction/personal-data';
import { personalData as cityVolunteers } from '#modules/city/volunteers/personal-data';
import { personalData as citySubscriptions } from '#modules/city/subscriptions/personal-data';
import { personalData as cityMailings } from '#modules/city/mailings/personal-data';
import { personalData as movingRuns } from '#modules/moving/runs/personal-data';

/** What each module knows of a member. */
export const personalData = [
  ...groundAudit,
  ...groundIdentity,
  ...peopleNotifications,
  ...collectionImports,
  ...premisesVisits,
  ...premisesLockers,
  ...premisesSeats,
  ...lendingCharges,
  ...lendingCirculation,
  ...lendingBookings,
  ...lendingBulkLoans,
  ...lendingSelfService,
  ...lendingDigital,
  ...lendingReading,
  ...lendingLetters,
  ...stockOfflineDesk,
  ...stockAcquisition,
  ...communityPrograms,
  ...communityQuestionnaires,
  ...communityIdeas,
  ...communityCertificates,
  ...learningCourses,
  ...learningCourseTests,
  ...cityService,
  ...citySatisfaction,
  ...cityVolunteers,
  ...citySubscriptions,
  ...cityMailings,
  ...movingRuns,
] as const;
