export { issueCourseCertificateIn } from './issue-course-certificate.ts';
export { saveSampleEntry } from './save-sample.ts';
