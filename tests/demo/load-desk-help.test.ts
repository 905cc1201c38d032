import { expect, test } from 'vitest';
import { helpAtDesk, listConsents } from '#modules/people/members';
import { loadDeskHelp } from '../../db/demo/load-desk-help.ts';
import { testSecrets } from '../support/bare-services.ts';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb({ demo: true });

test('some readers of the sample city say how they are served best, each with a consent; of a child it is the guardian’s', async () => {
  await loadDeskHelp({ ...t, secrets: testSecrets });
  expect(await helpAtDesk(t.ctx(), testSecrets, 'A00030')).toEqual({
    greeting: 'Bu Ratna',
    needs: ['clear_speech', 'large_print'],
    words: null,
  });
  const given = async (number: string) => (await listConsents(t.ctx(), number)).events;
  expect(await given('A00030')).toMatchObject([{ purpose: 'desk_help', act: 'given', givenBy: 'member' }]);
  expect(await given('A00011')).toContainEqual(
    expect.objectContaining({ purpose: 'desk_help', act: 'given', givenBy: 'guardian', guardianName: 'Sulastri' }),
  );
});
