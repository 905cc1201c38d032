/** What kinds of data an incident may be about; `children` = data of children, which the law calls specific (UU 27/2022 art. 4). */
export const incidentData = ['identity', 'contact', 'nik', 'children', 'reading', 'money', 'credentials'] as const;
export type IncidentData = (typeof incidentData)[number];

/** `told` = those affected and the agency know; `closed` = nothing is left to do. */
export const incidentStatuses = ['open', 'told', 'closed'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** Who is told: those whose data it is, the agency, and where it matters to the public everybody (art. 46). */
export const incidentAddressees = ['subjects', 'agency', 'public'] as const;
export type IncidentAddressee = (typeof incidentAddressees)[number];

export interface Told {
  subjectsToldAt: Date | null;
  agencyToldAt: Date | null;
}
/** The law asks for both; the public only in certain cases. */
export const statusOf = ({ subjectsToldAt, agencyToldAt }: Told): 'open' | 'told' =>
  subjectsToldAt !== null && agencyToldAt !== null ? 'told' : 'open';
