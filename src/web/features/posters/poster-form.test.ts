import { expect, test } from 'vitest';
import { refusedPlaces } from './poster-form.server.ts';

test('a place that was refused is said at the field of places, and what was ticked stays ticked', () => {
  const data = new FormData();
  data.append('library', '3');
  data.append('library', '7');
  const refusal = {
    message: 'Isian belum benar.',
    fields: { 'places.0.name': 'Terlalu panjang.', 'places.4.name': 'Lain.', channel: 'Pilih.' },
    values: {},
  };
  expect(refusedPlaces(refusal, data)).toEqual({
    message: 'Isian belum benar.',
    fields: { places: 'Terlalu panjang.', channel: 'Pilih.' },
    values: {},
    form: 'places',
    ticked: [3, 7],
  });
});
