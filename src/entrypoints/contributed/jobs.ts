// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { jobs as groundHeavyWork } from '#modules/ground/heavy-work/jobs';
import { jobs as groundBackups } from '#modules/ground/backups/jobs';
import { jobs as groundContent } from '#modules/ground/content/jobs';
import { jobs as groundFacts } from '#modules/ground/facts/jobs';
import { jobs as peopleMembers } from '#modules/people/members/jobs';
import { jobs as peopleNotifications } from '#modules/people/notifications/jobs';
import { jobs as collectionSearch } from '#modules/collection/search/jobs';
import { jobs as collectionSerials } from '#modules/collection/serials/jobs';
import { jobs as collectionImports } from '#modules/collection/imports/jobs';
import { jobs as collectionCopying } from '#modules/collection/copying/jobs';
import { jobs as premisesSeats } from '#modules/premises/seats/jobs';
import { jobs as lendingCirculation } from '#modules/lending/circulation/jobs';
import { jobs as lendingBookings } from '#modules/lending/bookings/jobs';
import { jobs as lendingBulkLoans } from '#modules/lending/bulk-loans/jobs';
import { jobs as lendingSelfService } from '#modules/lending/self-service/jobs';
import { jobs as lendingDigital } from '#modules/lending/digital/jobs';
import { jobs as lendingReading } from '#modules/lending/reading/jobs';
import { jobs as communityPrograms } from '#modules/community/programs/jobs';
import { jobs as communityQuestionnaires } from '#modules/community/questionnaires/jobs';
import { jobs as communityIdeas } from '#modules/community/ideas/jobs';
import { jobs as learningPractice } from '#modules/learning/practice/jobs';
import { jobs as learningCourses } from '#modules/learning/courses/jobs';
import { jobs as learningCourseTests } from '#modules/learning/course-tests/jobs';
import { jobs as learningClasses } from '#modules/learning/classes/jobs';
import { jobs as cityService } from '#modules/city/service/jobs';
import { jobs as cityPromises } from '#modules/city/promises/jobs';
import { jobs as citySatisfaction } from '#modules/city/satisfaction/jobs';
import { jobs as cityPartners } from '#modules/city/partners/jobs';
import { jobs as citySite } from '#modules/city/site/jobs';
import { jobs as cityVolunteers } from '#modules/city/volunteers/jobs';
import { jobs as cityMailings } from '#modules/city/mailings/jobs';
import { jobs as cityMailHealth } from '#modules/city/mail-health/jobs';
import { jobs as cityNewsletters } from '#modules/city/newsletters/jobs';
import { jobs as cityPosts } from '#modules/city/posts/jobs';
import { jobs as movingRuns } from '#modules/moving/runs/jobs';
import { jobs as insightsReports } from '#modules/insights/reports/jobs';
import { jobs as insightsOddDays } from '#modules/insights/odd-days/jobs';

/** The work that every server process takes from the queues. */
export const jobs = [
  ...groundHeavyWork,
  ...groundBackups,
  ...groundContent,
  ...groundFacts,
  ...peopleMembers,
  ...peopleNotifications,
  ...collectionSearch,
  ...collectionSerials,
  ...collectionImports,
  ...collectionCopying,
  ...premisesSeats,
  ...lendingCirculation,
  ...lendingBookings,
  ...lendingBulkLoans,
  ...lendingSelfService,
  ...lendingDigital,
  ...lendingReading,
  ...communityPrograms,
  ...communityQuestionnaires,
  ...communityIdeas,
  ...learningPractice,
  ...learningCourses,
  ...learningCourseTests,
  ...learningClasses,
  ...cityService,
  ...cityPromises,
  ...citySatisfaction,
  ...cityPartners,
  ...citySite,
  ...cityVolunteers,
  ...cityMailings,
  ...cityMailHealth,
  ...cityNewsletters,
  ...cityPosts,
  ...movingRuns,
  ...insightsReports,
  ...insightsOddDays,
] as const;
