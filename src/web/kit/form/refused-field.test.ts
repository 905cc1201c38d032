import { expect, test } from 'vitest';
import { isRefusedForm } from './refused-field.ts';

const page = (search: string, form: unknown) => ({ url: { search }, form });
const refused = (more: object = {}) => ({ message: 'Belum', fields: {}, values: { id: '7' }, ...more });
const about = (more: { name?: string; action?: string; of?: Record<string, string | number> } = {}) => ({
  name: undefined,
  action: '',
  of: {},
  ...more,
});

test('of several forms on a page the one of its name was refused, whatever button sent it', () => {
  const said = page('?/dates', refused({ form: 'session' }));
  expect(isRefusedForm(said, about({ name: 'session', action: '?/session' }))).toBe(true);
  expect(isRefusedForm(said, about({ name: 'copy', action: '?/copy' }))).toBe(false);
  expect(isRefusedForm(said, about({ action: '?/dates' }))).toBe(false);
});

test('a form without a name is known by its action, which may begin like another', () => {
  const said = page('?/save&hal=2', refused());
  expect(isRefusedForm(said, about({ action: '?/save&hal=2' }))).toBe(true);
  expect(isRefusedForm(said, about({ action: '?/saveSpace' }))).toBe(false);
  expect(isRefusedForm(page('?hal=2', refused()), about())).toBe(true);
});

test('of many alike it is the one of the same row', () => {
  const said = page('?/decide', refused({ form: 'decide' }));
  expect(isRefusedForm(said, about({ name: 'decide', of: { id: 7 } }))).toBe(true);
  expect(isRefusedForm(said, about({ name: 'decide', of: { id: 8 } }))).toBe(false);
});

test('what was not refused is no form of anybody', () => {
  expect(isRefusedForm(page('?/pin', { pin: '123456' }), about({ action: '?/pin' }))).toBe(false);
  expect(isRefusedForm(page('', null), about())).toBe(false);
});
