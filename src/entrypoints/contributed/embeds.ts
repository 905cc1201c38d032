// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { embeds as groundLibraries } from '#modules/ground/libraries/embeds';
import { embeds as collectionSearch } from '#modules/collection/search/embeds';
import { embeds as communityPrograms } from '#modules/community/programs/embeds';
import { embeds as communityQuestionnaires } from '#modules/community/questionnaires/embeds';
import { embeds as learningCourses } from '#modules/learning/courses/embeds';
import { embeds as cityCollections } from '#modules/city/collections/embeds';

/** What writings can show of modules, as it is when they are read. */
export const embeds = [
  ...groundLibraries,
  ...collectionSearch,
  ...communityPrograms,
  ...communityQuestionnaires,
  ...learningCourses,
  ...cityCollections,
] as const;
