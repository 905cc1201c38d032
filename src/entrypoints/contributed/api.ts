// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { api as groundLibraries } from '#modules/ground/libraries/http';
import { api as groundHeavyWork } from '#modules/ground/heavy-work/http';
import { api as groundBackups } from '#modules/ground/backups/http';
import { api as groundDayNotes } from '#modules/ground/day-notes/http';
import { api as groundFacts } from '#modules/ground/facts/http';
import { api as groundIdentity } from '#modules/ground/identity/http';
import { api as peopleMembers } from '#modules/people/members/http';
import { api as peopleNotifications } from '#modules/people/notifications/http';
import { api as collectionCatalog } from '#modules/collection/catalog/http';
import { api as collectionSearch } from '#modules/collection/search/http';
import { api as collectionSerials } from '#modules/collection/serials/http';
import { api as collectionImports } from '#modules/collection/imports/http';
import { api as collectionCopying } from '#modules/collection/copying/http';
import { api as premisesVisits } from '#modules/premises/visits/http';
import { api as premisesLockers } from '#modules/premises/lockers/http';
import { api as premisesSeats } from '#modules/premises/seats/http';
import { api as lendingCharges } from '#modules/lending/charges/http';
import { api as lendingCirculation } from '#modules/lending/circulation/http';
import { api as lendingBookings } from '#modules/lending/bookings/http';
import { api as lendingBulkLoans } from '#modules/lending/bulk-loans/http';
import { api as lendingSelfService } from '#modules/lending/self-service/http';
import { api as lendingDigital } from '#modules/lending/digital/http';
import { api as lendingReading } from '#modules/lending/reading/http';
import { api as lendingLetters } from '#modules/lending/letters/http';
import { api as stockLinks } from '#modules/stock/links/http';
import { api as stockPrinting } from '#modules/stock/printing/http';
import { api as stockStocktake } from '#modules/stock/stocktake/http';
import { api as stockOfflineDesk } from '#modules/stock/offline-desk/http';
import { api as stockAcquisition } from '#modules/stock/acquisition/http';
import { api as communityPrograms } from '#modules/community/programs/http';
import { api as communityQuestionnaires } from '#modules/community/questionnaires/http';
import { api as communityIdeas } from '#modules/community/ideas/http';
import { api as communityCertificates } from '#modules/community/certificates/http';
import { api as communityProgramPapers } from '#modules/community/program-papers/http';
import { api as communityNextEditions } from '#modules/community/next-editions/http';
import { api as learningCompetences } from '#modules/learning/competences/http';
import { api as learningPractice } from '#modules/learning/practice/http';
import { api as learningCourses } from '#modules/learning/courses/http';
import { api as learningCourseTests } from '#modules/learning/course-tests/http';
import { api as learningClasses } from '#modules/learning/classes/http';
import { api as learningStudyHours } from '#modules/learning/study-hours/http';
import { api as cityAnswers } from '#modules/city/answers/http';
import { api as cityService } from '#modules/city/service/http';
import { api as cityPromises } from '#modules/city/promises/http';
import { api as citySatisfaction } from '#modules/city/satisfaction/http';
import { api as cityPartners } from '#modules/city/partners/http';
import { api as cityCollections } from '#modules/city/collections/http';
import { api as citySite } from '#modules/city/site/http';
import { api as cityPosters } from '#modules/city/posters/http';
import { api as cityVolunteers } from '#modules/city/volunteers/http';
import { api as cityLedgers } from '#modules/city/ledgers/http';
import { api as citySubscriptions } from '#modules/city/subscriptions/http';
import { api as cityMailings } from '#modules/city/mailings/http';
import { api as cityMailHealth } from '#modules/city/mail-health/http';
import { api as cityCampaigns } from '#modules/city/campaigns/http';
import { api as cityNewsletters } from '#modules/city/newsletters/http';
import { api as cityChannels } from '#modules/city/channels/http';
import { api as cityPosts } from '#modules/city/posts/http';
import { api as movingRuns } from '#modules/moving/runs/http';
import { api as insightsReports } from '#modules/insights/reports/http';
import { api as insightsTargets } from '#modules/insights/targets/http';
import { api as insightsOddDays } from '#modules/insights/odd-days/http';
import { api as insightsMethods } from '#modules/insights/methods/http';
import { api as insightsAnalyses } from '#modules/insights/analyses/http';

/** The routes of every module. */
export const api = [
  ...groundLibraries,
  ...groundHeavyWork,
  ...groundBackups,
  ...groundDayNotes,
  ...groundFacts,
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
  ...cityLedgers,
  ...citySubscriptions,
  ...cityMailings,
  ...cityMailHealth,
  ...cityCampaigns,
  ...cityNewsletters,
  ...cityChannels,
  ...cityPosts,
  ...movingRuns,
  ...insightsReports,
  ...insightsTargets,
  ...insightsOddDays,
  ...insightsMethods,
  ...insightsAnalyses,
] as const;
