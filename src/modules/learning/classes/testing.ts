export { saveSampleClass } from './save-sample.ts';
export { saveSampleCertificates, saveSamplePlan } from './save-sample-plan.ts';
