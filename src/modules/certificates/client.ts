/** What pages may know about certificates: fixed lists and types, safe for the browser. */
export { LACKS, type CertificateFacts, type CertificateRule, type Lack, type Signatory } from './rules/types.ts';
