// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { places as groundAudit } from '#modules/ground/audit/places';
import { places as groundLibraries } from '#modules/ground/libraries/places';
import { places as groundHeavyWork } from '#modules/ground/heavy-work/places';
import { places as groundBackups } from '#modules/ground/backups/places';
import { places as groundIdentity } from '#modules/ground/identity/places';
import { places as peopleMembers } from '#modules/people/members/places';
import { places as peopleNotifications } from '#modules/people/notifications/places';
import { places as collectionCatalog } from '#modules/collection/catalog/places';
import { places as collectionSerials } from '#modules/collection/serials/places';
import { places as collectionImports } from '#modules/collection/imports/places';
import { places as collectionCopying } from '#modules/collection/copying/places';
import { places as premisesVisits } from '#modules/premises/visits/places';
import { places as premisesLockers } from '#modules/premises/lockers/places';
import { places as premisesSeats } from '#modules/premises/seats/places';
import { places as lendingCharges } from '#modules/lending/charges/places';
import { places as lendingCirculation } from '#modules/lending/circulation/places';
import { places as lendingBookings } from '#modules/lending/bookings/places';
import { places as lendingBulkLoans } from '#modules/lending/bulk-loans/places';
import { places as lendingSelfService } from '#modules/lending/self-service/places';
import { places as lendingReading } from '#modules/lending/reading/places';
import { places as lendingLetters } from '#modules/lending/letters/places';
import { places as stockLinks } from '#modules/stock/links/places';
import { places as stockPrinting } from '#modules/stock/printing/places';
import { places as stockStocktake } from '#modules/stock/stocktake/places';
import { places as stockOfflineDesk } from '#modules/stock/offline-desk/places';
import { places as stockAcquisition } from '#modules/stock/acquisition/places';
import { places as communityPrograms } from '#modules/community/programs/places';
import { places as communityQuestionnaires } from '#modules/community/questionnaires/places';
import { places as communityIdeas } from '#modules/community/ideas/places';
import { places as communityCertificates } from '#modules/community/certificates/places';
import { places as learningCompetences } from '#modules/learning/competences/places';
import { places as learningPractice } from '#modules/learning/practice/places';
import { places as learningCourses } from '#modules/learning/courses/places';
import { places as learningCourseTests } from '#modules/learning/course-tests/places';
import { places as learningClasses } from '#modules/learning/classes/places';
import { places as learningStudyHours } from '#modules/learning/study-hours/places';
import { places as cityAnswers } from '#modules/city/answers/places';
import { places as cityService } from '#modules/city/service/places';
import { places as cityPromises } from '#modules/city/promises/places';
import { places as citySatisfaction } from '#modules/city/satisfaction/places';
import { places as cityPartners } from '#modules/city/partners/places';
import { places as cityCollections } from '#modules/city/collections/places';
import { places as citySite } from '#modules/city/site/places';
import { places as cityPosters } from '#modules/city/posters/places';
import { places as cityVolunteers } from '#modules/city/volunteers/places';
import { places as citySubscriptions } from '#modules/city/subscriptions/places';
import { places as cityMailings } from '#modules/city/mailings/places';
import { places as cityMailHealth } from '#modules/city/mail-health/places';
import { places as cityCampaigns } from '#modules/city/campaigns/places';
import { places as cityNewsletters } from '#modules/city/newsletters/places';
import { places as cityChannels } from '#modules/city/channels/places';
import { places as cityPosts } from '#modules/city/posts/places';
import { places as movingRuns } from '#modules/moving/runs/places';
import { places as insightsReports } from '#modules/insights/reports/places';
import { places as insightsTargets } from '#modules/insights/targets/places';
import { places as insightsOddDays } from '#modules/insights/odd-days/places';
import { places as insightsMethods } from '#modules/insights/methods/places';
import { places as insightsAnalyses } from '#modules/insights/analyses/places';

/** The pages of staff that stand in menus. */
export const places = [
  ...groundAudit,
  ...groundLibraries,
  ...groundHeavyWork,
  ...groundBackups,
  ...groundIdentity,
  ...peopleMembers,
  ...peopleNotifications,
  ...collectionCatalog,
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
  ...movingRuns,
  ...insightsReports,
  ...insightsTargets,
  ...insightsOddDays,
  ...insightsMethods,
  ...insightsAnalyses,
] as const;
