// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { notices as peopleNotifications } from '#modules/people/notifications/notices';
import { notices as lendingCirculation } from '#modules/lending/circulation/notices';
import { notices as lendingBulkLoans } from '#modules/lending/bulk-loans/notices';
import { notices as lendingDigital } from '#modules/lending/digital/notices';
import { notices as lendingReading } from '#modules/lending/reading/notices';
import { notices as stockAcquisition } from '#modules/stock/acquisition/notices';
import { notices as communityPrograms } from '#modules/community/programs/notices';
import { notices as communityQuestionnaires } from '#modules/community/questionnaires/notices';
import { notices as communityIdeas } from '#modules/community/ideas/notices';
import { notices as learningCourses } from '#modules/learning/courses/notices';
import { notices as learningClasses } from '#modules/learning/classes/notices';
import { notices as cityService } from '#modules/city/service/notices';
import { notices as citySatisfaction } from '#modules/city/satisfaction/notices';
import { notices as cityPartners } from '#modules/city/partners/notices';
import { notices as cityVolunteers } from '#modules/city/volunteers/notices';
import { notices as citySubscriptions } from '#modules/city/subscriptions/notices';
import { notices as cityNewsletters } from '#modules/city/newsletters/notices';
import { notices as insightsReports } from '#modules/insights/reports/notices';

/** The kinds of notices. */
export const notices = [
  ...peopleNotifications,
  ...lendingCirculation,
  ...lendingBulkLoans,
  ...lendingDigital,
  ...lendingReading,
  ...stockAcquisition,
  ...communityPrograms,
  ...communityQuestionnaires,
  ...communityIdeas,
  ...learningCourses,
  ...learningClasses,
  ...cityService,
  ...citySatisfaction,
  ...cityPartners,
  ...cityVolunteers,
  ...citySubscriptions,
  ...cityNewsletters,
  ...insightsReports,
] as const;
