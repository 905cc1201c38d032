/** What pages may know about certificates: fixed lists and types, safe for the browser. */
export {
  CERTIFICATE_ROLES,
  LACKS,
  type CertificateFacts,
  type CertificateRole,
  type CertificateRule,
  type Lack,
  type Signatory,
} from './rules/types.ts';
