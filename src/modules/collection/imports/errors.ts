import { defineErrors } from '#platform/errors';

/** Refusals of the importers; the sentences are `error_imports_*` in the messages. */
export const importErrors = defineErrors('imports', {
  runNotFound: 404,
  fileMissing: 422,
  fileEmpty: 422,
  notMarc: 422,
  notSlims: 422,
  notXlsx: 422,
  workbookTooLarge: 413,
  broken: 500,
  notInlisliteItems: 422,
  notInlisliteMembers: 422,
  notClassList: 422,
  notKohaMembers: 422,
  classListLong: 422,
  libraryUnknown: 422,
  meaningUnknown: 422,
  alreadyEnded: 409,
  notEnded: 409,
  filesGone: 409,
  interrupted: 409,
});
