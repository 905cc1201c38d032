import { expect, test } from 'vitest';
import { withoutPersons } from '../../../ground/audit/rules/persons.ts';
import { byField, columnsThat, fieldsThat } from './member-fields.ts';

test('how somebody is reached is hidden in the trace too, from whoever may not see it on the card', () => {
  const shown = withoutPersons(
    byField(({ name }) => `Isi ${name}`),
    '…',
  );
  expect(shown).toEqual(byField(({ name, contact }) => (contact ? '…' : `Isi ${name}`)));
});

test('an erased person leaves no word but what statistics count on', () => {
  expect(fieldsThat(({ erased }) => !erased)).toEqual(['kelurahan', 'kecamatan', 'city']);
  expect(columnsThat(({ of }) => of === 'person')).toBe('guardian_name guardian_relation guardian_phone');
});
