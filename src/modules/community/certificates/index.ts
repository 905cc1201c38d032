export { certificateErrors } from './errors.ts';
export { saveCertificateRule } from './certificate-rule.ts';
export { viewCertification } from './list-candidates.ts';
export { issueCertificates } from './issue-certificates.ts';
export { revokeCertificate, revokeServiceCertificate } from './revoke-certificate.ts';
export {
  hasCertificate,
  isCertificate,
  ownCertificates,
  speakerCertificate,
  verifyCertificate,
  type VerifiedCertificate,
} from './verify-certificate.ts';
export {
  certificatePdf,
  programCertificatesPdf,
  servedCertificatePdf,
  speakerCertificatePdf,
  ticketCertificatePdf,
} from './certificates-pdf.ts';
export { askParticipantsTable } from './ask-participants-table.ts';
export { readyPrograms } from './ready-programs.ts';
export { heldCertificatesAt, revokedHeld } from './revoked-held.ts';
export { issueServiceCertificate } from './issue-service-certificate.ts';
export { issueHeldCertificate, type CertificateHolder } from './issue-held-certificate.ts';
export {
  certificatesById,
  certificatesOfAccounts,
  certificatesOfMember,
  readCertificate,
  type HeldCertificate,
} from './held-certificates.ts';
