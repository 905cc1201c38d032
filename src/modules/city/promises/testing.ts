export { savePledge, saveRemark, saveReview, saveStandard } from './save-promises.ts';
export { measurePromises } from './measure-promises.ts';
