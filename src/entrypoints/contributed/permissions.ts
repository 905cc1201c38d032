// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { permissions as groundAudit } from '#modules/ground/audit/permissions';
import { permissions as groundLibraries } from '#modules/ground/libraries/permissions';
import { permissions as groundFacts } from '#modules/ground/facts/permissions';
import { permissions as groundIdentity } from '#modules/ground/identity/permissions';
import { permissions as peopleMembers } from '#modules/people/members/permissions';
import { permissions as peopleNotifications } from '#modules/people/notifications/permissions';
import { permissions as collectionCatalog } from '#modules/collection/catalog/permissions';
import { permissions as collectionSerials } from '#modules/collection/serials/permissions';
import { permissions as collectionImports } from '#modules/collection/imports/permissions';
import { permissions as premisesVisits } from '#modules/premises/visits/permissions';
import { permissions as premisesLockers } from '#modules/premises/lockers/permissions';
import { permissions as lendingCharges } from '#modules/lending/charges/permissions';
import { permissions as lendingCirculation } from '#modules/lending/circulation/permissions';
import { permissions as lendingBookings } from '#modules/lending/bookings/permissions';
import { permissions as lendingBulkLoans } from '#modules/lending/bulk-loans/permissions';
import { permissions as lendingReading } from '#modules/lending/reading/permissions';
import { permissions as lendingLetters } from '#modules/lending/letters/permissions';
import { permissions as stockLinks } from '#modules/stock/links/permissions';
import { permissions as stockPrinting } from '#modules/stock/printing/permissions';
import { permissions as stockStocktake } from '#modules/stock/stocktake/permissions';
import { permissions as stockOfflineDesk } from '#modules/stock/offline-desk/permissions';
import { permissions as stockAcquisition } from '#modules/stock/acquisition/permissions';
import { permissions as communityPrograms } from '#modules/community/programs/permissions';
import { permissions as communityQuestionnaires } from '#modules/community/questionnaires/permissions';
import { permissions as communityIdeas } from '#modules/community/ideas/permissions';
import { permissions as learningCompetences } from '#modules/learning/competences/permissions';
import { permissions as cityAnswers } from '#modules/city/answers/permissions';
import { permissions as cityService } from '#modules/city/service/permissions';
import { permissions as cityPromises } from '#modules/city/promises/permissions';
import { permissions as cityPartners } from '#modules/city/partners/permissions';
import { permissions as cityCollections } from '#modules/city/collections/permissions';
import { permissions as citySite } from '#modules/city/site/permissions';
import { permissions as cityPosters } from '#modules/city/posters/permissions';
import { permissions as cityVolunteers } from '#modules/city/volunteers/permissions';
import { permissions as citySubscriptions } from '#modules/city/subscriptions/permissions';
import { permissions as cityCampaigns } from '#modules/city/campaigns/permissions';
import { permissions as cityChannels } from '#modules/city/channels/permissions';
import { permissions as cityPosts } from '#modules/city/posts/permissions';
import { permissions as insightsMethods } from '#modules/insights/methods/permissions';

/** What roles can allow. */
export const permissions = [
  ...groundAudit,
  ...groundLibraries,
  ...groundFacts,
  ...groundIdentity,
  ...peopleMembers,
  ...peopleNotifications,
  ...collectionCatalog,
  ...collectionSerials,
  ...collectionImports,
  ...premisesVisits,
  ...premisesLockers,
  ...lendingCharges,
  ...lendingCirculation,
  ...lendingBookings,
  ...lendingBulkLoans,
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
  ...learningCompetences,
  ...cityAnswers,
  ...cityService,
  ...cityPromises,
  ...cityPartners,
  ...cityCollections,
  ...citySite,
  ...cityPosters,
  ...cityVolunteers,
  ...citySubscriptions,
  ...cityCampaigns,
  ...cityChannels,
  ...cityPosts,
  ...insightsMethods,
] as const;
