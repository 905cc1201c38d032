/** The field by which a form of a page is known when it is sent twice. */
export const FORM_KEY = '_kunci';
