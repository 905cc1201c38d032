// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { facts as peopleMembers } from '#modules/people/members/facts';
import { facts as peopleNotifications } from '#modules/people/notifications/facts';
import { facts as collectionCatalog } from '#modules/collection/catalog/facts';
import { facts as collectionSearch } from '#modules/collection/search/facts';
import { facts as premisesVisits } from '#modules/premises/visits/facts';
import { facts as premisesLockers } from '#modules/premises/lockers/facts';
import { facts as premisesSeats } from '#modules/premises/seats/facts';
import { facts as lendingCharges } from '#modules/lending/charges/facts';
import { facts as lendingCirculation } from '#modules/lending/circulation/facts';
import { facts as lendingDigital } from '#modules/lending/digital/facts';
import { facts as stockLinks } from '#modules/stock/links/facts';
import { facts as stockAcquisition } from '#modules/stock/acquisition/facts';
import { facts as communityPrograms } from '#modules/community/programs/facts';
import { facts as communityQuestionnaires } from '#modules/community/questionnaires/facts';
import { facts as communityIdeas } from '#modules/community/ideas/facts';
import { facts as communityCertificates } from '#modules/community/certificates/facts';
import { facts as learningCourses } from '#modules/learning/courses/facts';
import { facts as learningCourseTests } from '#modules/learning/course-tests/facts';
import { facts as cityService } from '#modules/city/service/facts';
import { facts as cityPartners } from '#modules/city/partners/facts';
import { facts as cityVolunteers } from '#modules/city/volunteers/facts';

/** What modules count of every day. */
export const facts = [
  ...peopleMembers,
  ...peopleNotifications,
  ...collectionCatalog,
  ...collectionSearch,
  ...premisesVisits,
  ...premisesLockers,
  ...premisesSeats,
  ...lendingCharges,
  ...lendingCirculation,
  ...lendingDigital,
  ...stockLinks,
  ...stockAcquisition,
  ...communityPrograms,
  ...communityQuestionnaires,
  ...communityIdeas,
  ...communityCertificates,
  ...learningCourses,
  ...learningCourseTests,
  ...cityService,
  ...cityPartners,
  ...cityVolunteers,
] as const;
