import type { ApiModule } from '#platform/requests/http';
import { membersApi } from './records/http-members.ts';
import { categoriesApi } from './records/http-categories.ts';
import { incidentsApi } from './privacy/http-incidents.ts';
import { retentionApi } from './privacy/http-retention.ts';
import { subjectRequestsApi } from './privacy/http-requests.ts';
import { memberSignInApi } from './sign-in/http-sign-in.ts';
import { registrationsApi } from './registration/http-registrations.ts';
import { registrationFormApi } from './registration/http-registration-form.ts';
import { consentsApi } from './consents/http-consents.ts';
import { deskHelpApi } from './desk-help/http-desk-help.ts';
import { classesApi } from './classes/http-classes.ts';
import { applicantMessagesApi } from './registration/http-applicant-messages.ts';
import { familyApi } from './family/http-family.ts';

/** Its routes. */
export const api: readonly ApiModule[] = [
  membersApi,
  categoriesApi,
  incidentsApi,
  retentionApi,
  subjectRequestsApi,
  memberSignInApi,
  registrationsApi,
  registrationFormApi,
  consentsApi,
  deskHelpApi,
  classesApi,
  applicantMessagesApi,
  familyApi,
];
