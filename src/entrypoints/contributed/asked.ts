// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { asked as groundHeavyWork } from '#modules/ground/heavy-work/jobs';
import { asked as collectionCatalog } from '#modules/collection/catalog/jobs';
import { asked as collectionImports } from '#modules/collection/imports/jobs';
import { asked as premisesVisits } from '#modules/premises/visits/jobs';
import { asked as lendingCharges } from '#modules/lending/charges/jobs';
import { asked as lendingLetters } from '#modules/lending/letters/jobs';
import { asked as stockStocktake } from '#modules/stock/stocktake/jobs';
import { asked as communityQuestionnaires } from '#modules/community/questionnaires/jobs';
import { asked as communityCertificates } from '#modules/community/certificates/jobs';
import { asked as learningCourseTests } from '#modules/learning/course-tests/jobs';
import { asked as learningClasses } from '#modules/learning/classes/jobs';
import { asked as learningStudyHours } from '#modules/learning/study-hours/jobs';
import { asked as cityService } from '#modules/city/service/jobs';
import { asked as citySatisfaction } from '#modules/city/satisfaction/jobs';
import { asked as insightsReports } from '#modules/insights/reports/jobs';
import { asked as insightsMethods } from '#modules/insights/methods/jobs';
import { asked as insightsAnalyses } from '#modules/insights/analyses/jobs';

/** What people can ask the worker for, beside papers. */
export const asked = [
  ...groundHeavyWork,
  ...collectionCatalog,
  ...collectionImports,
  ...premisesVisits,
  ...lendingCharges,
  ...lendingLetters,
  ...stockStocktake,
  ...communityQuestionnaires,
  ...communityCertificates,
  ...learningCourseTests,
  ...learningClasses,
  ...learningStudyHours,
  ...cityService,
  ...citySatisfaction,
  ...insightsReports,
  ...insightsMethods,
  ...insightsAnalyses,
] as const;
