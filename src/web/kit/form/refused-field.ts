import { getContext, setContext } from 'svelte';

const valueAt = (value: unknown, key: string): unknown =>
  value instanceof Object ? Reflect.get(value, key) : undefined;
const sentenceAt = (form: unknown, name: string): string | null => {
  const said = valueAt(valueAt(form, 'fields'), name);
  return typeof said === 'string' ? said : null;
};

/**
 * Why the page's form was refused at a field that asks for nothing but its name to be known by. On pages of several forms, which name the one
 * that was refused (`form-of.ts`), a name alone does not say whose field it is.
 * @param form what the action answered
 */
export const refusedField = (form: unknown, name: string): string | null =>
  valueAt(form, 'form') === undefined ? sentenceAt(form, name) : null;

/** Whether what was refused is the form of this action with these hidden fields: one of many alike on a page. */
export const isRefused = (
  { form, url }: { form: unknown; url: { search: string } },
  action: string,
  fields: Readonly<Record<string, string | number>>,
): boolean =>
  valueAt(form, 'fields') !== undefined &&
  url.search.startsWith(action.split('&')[0] ?? '') &&
  Object.entries(fields).every(([name, value]) => valueAt(valueAt(form, 'values'), name) === String(value));

/** Why it was refused at a field; null = it was another form, or another field. */
export const refusedIn = (
  page: { form: unknown; url: { search: string } },
  of: { action: string; fields: Readonly<Record<string, string | number>> },
  name: string,
): string | null => (isRefused(page, of.action, of.fields) ? sentenceAt(page.form, name) : null);

const AROUND = Symbol('refused');
/** Tells the fields within a form why they were refused. @param form what the action answered to this very form, null = nothing */
export const tellFields = (form: () => unknown): unknown =>
  setContext(AROUND, (name: string) => sentenceAt(form(), name));
/** What the form around a field says of it; null outside of such forms. */
export const toldField = (): ((name: string) => string | null) | null =>
  getContext<((name: string) => string | null) | undefined>(AROUND) ?? null;
