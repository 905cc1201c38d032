/** The friendly form, ready to be shown: labels in the reader's language, one input for each part of each row. */
export interface InputView {
  name: string;
  label: string;
  value: string;
  /** `245 a`, for those who know. */
  tag: string;
  long: boolean;
  /** So many letters can be saved. */
  max: number;
  choices: { value: string; label: string }[] | null;
  /** Which headings are offered while typing. */
  suggest: 'name' | 'corporate' | 'subject' | null;
  /** Offers the roles. */
  roles: boolean;
  error: string | null;
  span: string;
}
export interface FieldView {
  key: string;
  label: string;
  hint: string | null;
  repeatable: boolean;
  rows: InputView[][];
}
export interface GroupView {
  key: string;
  title: string;
  fields: FieldView[];
}
