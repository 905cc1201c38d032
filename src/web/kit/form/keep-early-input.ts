import { tick } from 'svelte';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isTick = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');

const stateOf = (field: Field): string | boolean => (isTick(field) ? field.checked : field.value);

function isTouched(field: Field): boolean {
  if (isTick(field)) return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement)
    return [...field.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  return field.value !== field.defaultValue;
}

/**
 * Keeps what somebody typed, ticked and opened on a slow line before the script of the page came, which would otherwise set every field and
 * every fold (`<details open={…}>`) back to what the server wrote.
 * @returns to be called when the script has taken the page over; fields that it set back get their content again, and say so
 */
export function keepEarlyInput(): () => void {
  const fields = document.querySelectorAll<Field>('input:not([type=file], [type=hidden]), textarea, select');
  const early = [...fields].filter(isTouched).map((field) => ({ field, state: stateOf(field) }));
  const folds = [...document.querySelectorAll<HTMLDetailsElement>('details[open]')];
  return () => {
    // what a part of the page changes as soon as it is there sets the folds beside it back once more
    void tick().then(() => {
      for (const fold of folds) if (fold.isConnected) fold.open = true;
    });
    for (const { field, state } of early) {
      if (!field.isConnected || stateOf(field) === state) continue;
      if (typeof state === 'boolean' && isTick(field)) field.checked = state;
      else if (typeof state === 'string') field.value = state;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };
}
