// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { columns as groundAudit } from '#modules/ground/audit/personal-data';
import { columns as groundLibraries } from '#modules/ground/libraries/personal-data';
import { columns as groundBackups } from '#modules/ground/backups/personal-data';
import { columns as groundContent } from '#modules/ground/content/personal-data';
import { columns as groundDayNotes } from '#modules/ground/day-notes/personal-data';
import { columns as groundFacts } from '#modules/ground/facts/personal-data';
import { columns as groundHeardFrom } from '#modules/ground/heard-from/personal-data';
import { columns as groundIdentity } from '#modules/ground/identity/personal-data';
import { columns as peopleMembers } from '#modules/people/members/personal-data';
import { columns as peopleNotifications } from '#modules/people/notifications/personal-data';
import { columns as collectionCatalog } from '#modules/collection/catalog/personal-data';
import { columns as collectionSearch } from '#modules/collection/search/personal-data';
import { columns as collectionSerials } from '#modules/collection/serials/personal-data';
import { columns as collectionImports } from '#modules/collection/imports/personal-data';
import { columns as collectionCopying } from '#modules/collection/copying/personal-data';
import { columns as premisesVisits } from '#modules/premises/visits/personal-data';
import { columns as premisesLockers } from '#modules/premises/lockers/personal-data';
import { columns as premisesSeats } from '#modules/premises/seats/personal-data';
import { columns as lendingCharges } from '#modules/lending/charges/personal-data';
import { columns as lendingCirculation } from '#modules/lending/circulation/personal-data';
import { columns as lendingBookings } from '#modules/lending/bookings/personal-data';
import { columns as lendingBulkLoans } from '#modules/lending/bulk-loans/personal-data';
import { columns as lendingSelfService } from '#modules/lending/self-service/personal-data';
import { columns as lendingDigital } from '#modules/lending/digital/personal-data';
import { columns as lendingReading } from '#modules/lending/reading/personal-data';
import { columns as lendingLetters } from '#modules/lending/letters/personal-data';
import { columns as stockLinks } from '#modules/stock/links/personal-data';
import { columns as stockPrinting } from '#modules/stock/printing/personal-data';
import { columns as stockStocktake } from '#modules/stock/stocktake/personal-data';
import { columns as stockOfflineDesk } from '#modules/stock/offline-desk/personal-data';
import { columns as stockAcquisition } from '#modules/stock/acquisition/personal-data';
import { columns as communityPrograms } from '#modules/community/programs/personal-data';
import { columns as communityQuestionnaires } from '#modules/community/questionnaires/personal-data';
import { columns as communityIdeas } from '#modules/community/ideas/personal-data';
import { columns as communityCertificates } from '#modules/community/certificates/personal-data';
import { columns as communityProgramPapers } from '#modules/community/program-papers/personal-data';
import { columns as communityNextEditions } from '#modules/community/next-editions/personal-data';
import { columns as learningCompetences } from '#modules/learning/competences/personal-data';
import { columns as learningPractice } from '#modules/learning/practice/personal-data';
import { columns as learningCourses } from '#modules/learning/courses/personal-data';
import { columns as learningCourseTests } from '#modules/learning/course-tests/personal-data';
import { columns as learningClasses } from '#modules/learning/classes/personal-data';
import { columns as learningStudyHours } from '#modules/learning/study-hours/personal-data';
import { columns as cityAnswers } from '#modules/city/answers/personal-data';
import { columns as cityService } from '#modules/city/service/personal-data';
import { columns as cityPromises } from '#modules/city/promises/personal-data';
import { columns as citySatisfaction } from '#modules/city/satisfaction/personal-data';
import { columns as cityPartners } from '#modules/city/partners/personal-data';
import { columns as cityCollections } from '#modules/city/collections/personal-data';
import { columns as citySite } from '#modules/city/site/personal-data';
import { columns as cityPosters } from '#modules/city/posters/personal-data';
import { columns as cityVolunteers } from '#modules/city/volunteers/personal-data';
import { columns as citySubscriptions } from '#modules/city/subscriptions/personal-data';
import { columns as cityMailings } from '#modules/city/mailings/personal-data';
import { columns as cityMailHealth } from '#modules/city/mail-health/personal-data';
import { columns as cityCampaigns } from '#modules/city/campaigns/personal-data';
import { columns as cityNewsletters } from '#modules/city/newsletters/personal-data';
import { columns as cityChannels } from '#modules/city/channels/personal-data';
import { columns as cityPosts } from '#modules/city/posts/personal-data';
import { columns as movingEngine } from '#modules/moving/engine/personal-data';
import { columns as movingRuns } from '#modules/moving/runs/personal-data';
import { columns as insightsReports } from '#modules/insights/reports/personal-data';
import { columns as insightsTargets } from '#modules/insights/targets/personal-data';
import { columns as insightsOddDays } from '#modules/insights/odd-days/personal-data';
import { columns as insightsMethods } from '#modules/insights/methods/personal-data';

/** What every column of the database knows of people. */
export const columns = [
  ...groundAudit,
  ...groundLibraries,
  ...groundBackups,
  ...groundContent,
  ...groundDayNotes,
  ...groundFacts,
  ...groundHeardFrom,
  ...groundIdentity,
  ...peopleMembers,
  ...peopleNotifications,
  ...collectionCatalog,
  ...collectionSearch,
  ...collectionSerials,
  ...collectionImports,
  ...collectionCopying,
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
  ...stockLinks,
  ...stockPrinting,
  ...stockStocktake,
  ...stockOfflineDesk,
  ...stockAcquisition,
  ...communityPrograms,
  ...communityQuestionnaires,
  ...communityIdeas,
  ...communityCertificates,
  ...communityProgramPapers,
  ...communityNextEditions,
  ...learningCompetences,
  ...learningPractice,
  ...learningCourses,
  ...learningCourseTests,
  ...learningClasses,
  ...learningStudyHours,
  ...cityAnswers,
  ...cityService,
  ...cityPromises,
  ...citySatisfaction,
  ...cityPartners,
  ...cityCollections,
  ...citySite,
  ...cityPosters,
  ...cityVolunteers,
  ...citySubscriptions,
  ...cityMailings,
  ...cityMailHealth,
  ...cityCampaigns,
  ...cityNewsletters,
  ...cityChannels,
  ...cityPosts,
  ...movingEngine,
  ...movingRuns,
  ...insightsReports,
  ...insightsTargets,
  ...insightsOddDays,
  ...insightsMethods,
] as const;
