// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { accountPlaces as peopleMembers } from '#modules/people/members/places';
import { accountPlaces as peopleNotifications } from '#modules/people/notifications/places';
import { accountPlaces as lendingCirculation } from '#modules/lending/circulation/places';
import { accountPlaces as lendingSelfService } from '#modules/lending/self-service/places';
import { accountPlaces as lendingReading } from '#modules/lending/reading/places';
import { accountPlaces as stockAcquisition } from '#modules/stock/acquisition/places';
import { accountPlaces as communityIdeas } from '#modules/community/ideas/places';
import { accountPlaces as communityCertificates } from '#modules/community/certificates/places';
import { accountPlaces as learningCourses } from '#modules/learning/courses/places';
import { accountPlaces as cityService } from '#modules/city/service/places';
import { accountPlaces as cityVolunteers } from '#modules/city/volunteers/places';
import { accountPlaces as citySubscriptions } from '#modules/city/subscriptions/places';

/** The pages of a member that stand in the account. */
export const accountPlaces = [
  ...peopleMembers,
  ...peopleNotifications,
  ...lendingCirculation,
  ...lendingSelfService,
  ...lendingReading,
  ...stockAcquisition,
  ...communityIdeas,
  ...communityCertificates,
  ...learningCourses,
  ...cityService,
  ...cityVolunteers,
  ...citySubscriptions,
] as const;
