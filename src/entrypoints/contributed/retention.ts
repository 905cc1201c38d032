// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { retention as groundAudit } from '#modules/ground/audit/personal-data';
import { retention as groundIdentity } from '#modules/ground/identity/personal-data';
import { retention as peopleMembers } from '#modules/people/members/personal-data';
import { retention as collectionSearch } from '#modules/collection/search/personal-data';
import { retention as collectionImports } from '#modules/collection/imports/personal-data';
import { retention as collectionCopying } from '#modules/collection/copying/personal-data';
import { retention as premisesVisits } from '#modules/premises/visits/personal-data';
import { retention as premisesLockers } from '#modules/premises/lockers/personal-data';
import { retention as premisesSeats } from '#modules/premises/seats/personal-data';
import { retention as lendingCirculation } from '#modules/lending/circulation/personal-data';
import { retention as lendingBookings } from '#modules/lending/bookings/personal-data';
import { retention as lendingBulkLoans } from '#modules/lending/bulk-loans/personal-data';
import { retention as lendingDigital } from '#modules/lending/digital/personal-data';
import { retention as stockAcquisition } from '#modules/stock/acquisition/personal-data';
import { retention as communityPrograms } from '#modules/community/programs/personal-data';
import { retention as communityQuestionnaires } from '#modules/community/questionnaires/personal-data';
import { retention as communityIdeas } from '#modules/community/ideas/personal-data';
import { retention as learningCourses } from '#modules/learning/courses/personal-data';
import { retention as learningClasses } from '#modules/learning/classes/personal-data';
import { retention as cityAnswers } from '#modules/city/answers/personal-data';
import { retention as cityService } from '#modules/city/service/personal-data';
import { retention as cityPromises } from '#modules/city/promises/personal-data';
import { retention as cityPartners } from '#modules/city/partners/personal-data';
import { retention as cityVolunteers } from '#modules/city/volunteers/personal-data';
import { retention as citySubscriptions } from '#modules/city/subscriptions/personal-data';
import { retention as movingRuns } from '#modules/moving/runs/personal-data';

/** What goes after its time. */
export const retention = [
  ...groundAudit,
  ...groundIdentity,
  ...peopleMembers,
  ...collectionSearch,
  ...collectionImports,
  ...collectionCopying,
  ...premisesVisits,
  ...premisesLockers,
  ...premisesSeats,
  ...lendingCirculation,
  ...lendingBookings,
  ...lendingBulkLoans,
  ...lendingDigital,
  ...stockAcquisition,
  ...communityPrograms,
  ...communityQuestionnaires,
  ...communityIdeas,
  ...learningCourses,
  ...learningClasses,
  ...cityAnswers,
  ...cityService,
  ...cityPromises,
  ...cityPartners,
  ...cityVolunteers,
  ...citySubscriptions,
  ...movingRuns,
] as const;
