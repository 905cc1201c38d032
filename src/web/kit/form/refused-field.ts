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

/** How a page is asked about the library of a form, if that is why it was refused (`elsewhere.server.ts`). */
export function askedElsewhere(form: unknown): { carries: string; chosen: { carries: string; name: string } } | null {
  const asked = valueAt(form, 'elsewhere');
  const [carries, chosen] = [valueAt(asked, 'carries'), valueAt(asked, 'chosen')];
  const [there, name] = [valueAt(chosen, 'carries'), valueAt(chosen, 'name')];
  if (typeof carries !== 'string' || typeof there !== 'string' || typeof name !== 'string') return null;
  return { carries, chosen: { carries: there, name } };
}

/** Which action of its page an address names: `?/save&jalur=email` → `/save`, the only one → ``. */
const actionIn = (address: string): string => {
  const [, query = ''] = address.split('?');
  const [first = ''] = query.split(/[&#]/);
  return first.startsWith('/') ? first.replace(/=$/, '') : '';
};
const holds = (form: unknown, fields: Readonly<Record<string, string | number>>): boolean =>
  Object.entries(fields).every(([name, value]) => valueAt(valueAt(form, 'values'), name) === String(value));

/** Whether what was refused is the form of this action with these hidden fields: one of many alike on a page. */
export const isRefused = (
  { form, url }: { form: unknown; url: { search: string } },
  action: string,
  fields: Readonly<Record<string, string | number>>,
): boolean => valueAt(form, 'fields') !== undefined && actionIn(url.search) === actionIn(action) && holds(form, fields);

/** Whether what was refused is this form: the one of its name, else of its action, with these hidden fields. */
export const isRefusedForm = (
  page: { form: unknown; url: { search: string } },
  about: { name: string | undefined; action: string; of: Readonly<Record<string, string | number>> },
): boolean => {
  if (valueAt(page.form, 'form') !== about.name) return false;
  if (about.name === undefined) return isRefused(page, about.action, about.of);
  return valueAt(page.form, 'fields') !== undefined && holds(page.form, about.of);
};

/** Why it was refused at a field; null = it was another form, or another field. */
export const refusedIn = (
  page: { form: unknown; url: { search: string } },
  of: { action: string; fields: Readonly<Record<string, string | number>> },
  name: string,
): string | null => (isRefused(page, of.action, of.fields) ? sentenceAt(page.form, name) : null);

/** What a field shows. */
export type FieldValue = string | number | null | undefined;
/** What the form around a field knows of it, by its name. */
interface FormAround {
  /** Why it was refused; null = it was not. */
  why: (name: string) => string | null;
  /** What was typed into it when the form was refused. */
  typed: (name: string) => string | undefined;
  /** What it shows at first. */
  first: (name: string) => FieldValue;
}

const AROUND = Symbol('form');
/**
 * Tells the fields within a form what was typed into them and why they were refused.
 * @param form what the action answered to this very form, null = nothing
 */
export function tellFields(form: () => unknown, first: FormAround['first'] = () => undefined): void {
  setContext<FormAround>(AROUND, {
    why: (name) => sentenceAt(form(), name),
    typed(name) {
      const typed = valueAt(valueAt(form(), 'values'), name);
      return typeof typed === 'string' ? typed : undefined;
    },
    first,
  });
}
/** What the form around a field knows of it; null outside of such forms. */
export const formAround = (): FormAround | null => getContext<FormAround | undefined>(AROUND) ?? null;
