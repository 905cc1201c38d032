import { expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { campaignFigures, countCampaigns, getCampaign, listCampaigns } from '../index.ts';

const t = useTestDb({ demo: true });

test('the sample city has a campaign that is over with its report, and one that runs, each with what came of it', async () => {
  expect(await countCampaigns(t.ctx())).toEqual({ open: 0, running: 1, over: 0, reported: 1, archived: 0 });
  const first = async (view: 'reported' | 'running') => {
    const [line] = (await listCampaigns(t.ctx(), { view, limit: 5 })).data;
    return line?.id ?? 0;
  };
  const dongeng = await first('reported');
  expect(await getCampaign(t.ctx(), dongeng)).toMatchObject({
    ...{ name: 'Dongeng Sekota', submittedBy: 'Rizki Ramadhan', approvedBy: 'Drs. Bambang Sutrisno' },
    ...{ spent: 3_450_000, things: [{ kind: 'program', title: 'Dongeng Sore' }] },
  });
  expect(await campaignFigures(t.ctx(), dongeng)).toMatchObject({
    ...{ seen: 4812, opened: 128, chain: { enrolled: 12 }, reached: 12, percent: 30 },
    posters: [{ title: 'Kancil dari Kali Lekso' }],
  });
  const bincang = await first('running');
  const { things } = await getCampaign(t.ctx(), bincang);
  expect(things.map(({ kind, href }) => [kind, href === null])).toEqual([
    ['program', false],
    ['collection', false],
    ['record', false],
  ]);
  expect(await campaignFigures(t.ctx(), bincang)).toMatchObject({ opened: 55, chain: { enrolled: 21 } });
});
