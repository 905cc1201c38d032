export {
  savePastAgreement,
  savePastPartner,
  saveRelation,
  type PastAgreement,
  type PastPartner,
} from './save-sample.ts';
export { saveNamedTie } from './together/save-named-tie.ts';
