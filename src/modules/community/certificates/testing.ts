export { saveCertificateRuleIn } from './certificate-rule.ts';
export { issueCertificatesIn } from './issue-certificates.ts';
