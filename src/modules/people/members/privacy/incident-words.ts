import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import type { IncidentData } from '../rules/incident.ts';

const words: Record<IncidentData, (inputs: Record<string, never>, options: { locale: Locale }) => string> = {
  identity: m.privacy_incident_data_identity,
  contact: m.privacy_incident_data_contact,
  nik: m.privacy_incident_data_nik,
  children: m.privacy_incident_data_children,
  reading: m.privacy_incident_data_reading,
  money: m.privacy_incident_data_money,
  credentials: m.privacy_incident_data_credentials,
};

export const incidentDataInWords = (kind: IncidentData, locale: Locale): string => words[kind]({}, { locale });
