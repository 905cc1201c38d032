import { defineErrors } from '#platform/errors';

/** Refusals of competences; sentences are `error_competences_*` in the messages. */
export const competenceErrors = defineErrors('competences', {
  /** There is none, or it is not for everybody. */
  notFound: 404,
  /** It came with Lumbung: it is copied, not changed. */
  builtin: 409,
  /** Another one has this code. */
  codeTaken: 409,
  /** It is archived already, or is not. Params: `state`. */
  stateForbids: 409,
  /** It has as many lines as it may. Params: `most`. */
  full: 409,
  /** The line above is not of this framework. */
  parentUnknown: 422,
  /** A line would stand under itself. */
  circle: 422,
  /** Lines stand deeper than they may. Params: `most`. */
  tooDeep: 422,
  /** The table does not name the columns that are needed. */
  tableColumns: 422,
  /** Nothing stands in the table. */
  tableEmpty: 422,
  /** It has more rows than are read at once. Params: `most`. */
  tableLong: 422,
  /** Some rows cannot be kept, so none was; its fields say which (`row_3.kode`). Params: `count`. */
  tableFaulty: 422,
});
