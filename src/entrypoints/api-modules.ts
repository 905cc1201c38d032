import { acquisitionApi } from '#modules/stock/acquisition/http';
import { bookingsApi } from '#modules/lending/bookings/http';
import { bulkLoansApi } from '#modules/lending/bulk-loans/http';
import { catalogApi } from '#modules/collection/catalog/http';
import { chargesApi } from '#modules/lending/charges/http';
import { circulation } from '#modules/lending/circulation/http';
import { digitalApi } from '#modules/lending/digital/http';
import { heavyWorkApi } from '#modules/ground/heavy-work/http';
import { ideasApi } from '#modules/community/ideas/http';
import { identityApi } from '#modules/ground/identity/http';
import { importsApi } from '#modules/collection/imports/http';
import { certificatesApi } from '#modules/community/certificates/http';
import { lettersApi } from '#modules/lending/letters/http';
import { auditApi, librariesApi } from '#modules/ground/libraries/http';
import { linksApi } from '#modules/stock/links/http';
import {
  applicantMessagesApi,
  classesApi,
  consentsApi,
  familyApi,
  memberSignInApi,
  membersApi,
  registrationFormApi,
  registrationsApi,
  incidentsApi,
  retentionApi,
  subjectRequestsApi,
} from '#modules/people/members/http';
import { notificationsApi } from '#modules/people/notifications/http';
import { historyApi, listsApi, reviewsApi } from '#modules/lending/reading/http';
import { nextEditionsApi } from '#modules/community/next-editions/http';
import { programPapersApi } from '#modules/community/program-papers/http';
import { programsApi } from '#modules/community/programs/http';
import { offlineDeskApi } from '#modules/stock/offline-desk/http';
import { printingApi } from '#modules/stock/printing/http';
import { seatsApi } from '#modules/premises/seats/http';
import { questionnairesApi } from '#modules/community/questionnaires/http';
import { searchApi } from '#modules/collection/search/http';
import { selfServiceApi } from '#modules/lending/self-service/http';
import { lockersApi } from '#modules/premises/lockers/http';
import { visitsApi } from '#modules/premises/visits/http';
import { serialsApi } from '#modules/collection/serials/http';
import { stocktakeApi, weedingApi } from '#modules/stock/stocktake/http';
import type { ApiModule } from '#platform/http';

/** The routes of every module, in the order of the documentation. */
export const apiModules: readonly ApiModule[] = [
  identityApi,
  auditApi,
  librariesApi,
  memberSignInApi,
  membersApi,
  consentsApi,
  familyApi,
  classesApi,
  registrationFormApi,
  registrationsApi,
  applicantMessagesApi,
  subjectRequestsApi,
  retentionApi,
  incidentsApi,
  catalogApi,
  notificationsApi,
  searchApi,
  chargesApi,
  circulation,
  selfServiceApi,
  bulkLoansApi,
  bookingsApi,
  digitalApi,
  seatsApi,
  stocktakeApi,
  weedingApi,
  certificatesApi,
  lettersApi,
  linksApi,
  printingApi,
  listsApi,
  reviewsApi,
  historyApi,
  visitsApi,
  lockersApi,
  acquisitionApi,
  serialsApi,
  programsApi,
  questionnairesApi,
  programPapersApi,
  nextEditionsApi,
  offlineDeskApi,
  ideasApi,
  importsApi,
  heavyWorkApi,
];
