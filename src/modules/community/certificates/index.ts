export { certificateErrors } from './errors.ts';
export type { RuleInput } from './schema.ts';
export { saveCertificateRule, saveCertificateRuleIn } from './certificate-rule.ts';
export { viewCertification, type Candidate, type Certification } from './list-candidates.ts';
export { issueCertificates, issueCertificatesIn } from './issue-certificates.ts';
export { revokeCertificate } from './revoke-certificate.ts';
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
  speakerCertificatePdf,
  ticketCertificatePdf,
  type CertificateFile,
} from './certificates-pdf.ts';
export { askParticipantsTable } from './ask-participants-table.ts';
