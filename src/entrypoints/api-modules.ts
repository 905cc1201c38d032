import { acquisitionApi } from '#modules/acquisition/http';
import { auditApi } from '#modules/audit/http';
import { bookingsApi } from '#modules/bookings/http';
import { bulkLoansApi } from '#modules/bulk-loans/http';
import { catalogApi } from '#modules/catalog/http';
import { chargesApi } from '#modules/charges/http';
import { circulation } from '#modules/circulation/http';
import { digitalApi } from '#modules/digital/http';
import { heavyWorkApi } from '#modules/heavy-work/http';
import { ideasApi } from '#modules/ideas/http';
import { identityApi } from '#modules/identity/http';
import { importsApi } from '#modules/imports/http';
import { certificatesApi } from '#modules/certificates/http';
import { lettersApi } from '#modules/letters/http';
import { librariesApi } from '#modules/libraries/http';
import { linksApi } from '#modules/links/http';
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
} from '#modules/members/http';
import { notificationsApi } from '#modules/notifications/http';
import { historyApi, listsApi, reviewsApi } from '#modules/reading/http';
import { nextEditionsApi } from '#modules/next-editions/http';
import { programPapersApi } from '#modules/program-papers/http';
import { programsApi } from '#modules/programs/http';
import { offlineDeskApi } from '#modules/offline-desk/http';
import { printingApi } from '#modules/printing/http';
import { seatsApi } from '#modules/seats/http';
import { questionnairesApi } from '#modules/questionnaires/http';
import { searchApi } from '#modules/search/http';
import { selfServiceApi } from '#modules/self-service/http';
import { lockersApi } from '#modules/lockers/http';
import { visitsApi } from '#modules/visits/http';
import { serialsApi } from '#modules/serials/http';
import { stocktakeApi, weedingApi } from '#modules/stocktake/http';
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
