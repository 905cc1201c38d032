import {
  addDuty,
  draftAgreement,
  getAgreement,
  getLink,
  leaveFile,
  makeLink,
  signAgreement,
  viewPartnerPage,
  type PageKey,
} from '#modules/city/partners';
import { PAGE_SECTIONS, type PageSection } from '#modules/city/partners/client';
import { aPartner, keeper } from './partner-house.ts';
import { refusal } from './refusal.ts';
import type { TestDb } from './test-db.ts';

/** A small file that is a PDF by its bytes. */
export const aPdf = (): File => new File(['%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF'], 'naskah.pdf');

/** A signed agreement with an obligation of each side. */
export async function aSigned(
  t: TestDb,
  partnerId: number,
  title: string,
): Promise<{ id: number; theirs: number; ours: number }> {
  const agreement = { kind: 'pks', title, fromOn: '2026-01-01', untilOn: '2027-12-31' } as const;
  const id = await draftAgreement(keeper(t), partnerId, agreement);
  const theirs = await addDuty(keeper(t), id, { side: 'theirs', text: `Narasumber ${title}`, dueOn: '2026-11-20' });
  const ours = await addDuty(keeper(t), id, { side: 'ours', text: `Ruang ${title}`, dueOn: '2026-12-12' });
  const { version } = await getAgreement(keeper(t), id);
  await signAgreement(keeper(t), t.storage, id, { version, signedOn: '2026-01-01', file: aPdf() });
  return { id, theirs, ours };
}

/** How somebody opens the page of a link, from an address of their own. */
export async function keyOf(t: TestDb, linkId: number): Promise<PageKey> {
  const { path } = await getLink(keeper(t), linkId);
  return { code: path?.split('/').at(-1) ?? '', ip: '192.0.2.7' };
}

/** A partner with a signed agreement and a link to its page. */
export async function aPage(
  t: TestDb,
  name: string,
  { sections = PAGE_SECTIONS, one = false }: { sections?: readonly PageSection[]; one?: boolean } = {},
) {
  const partnerId = await aPartner(t, { name });
  const agreement = await aSigned(t, partnerId, `kerja sama ${name}`);
  const linkId = await makeLink(keeper(t), partnerId, {
    ...{ agreementId: one ? agreement.id : null, sections: [...sections] },
  });
  return { partnerId, agreement, linkId, key: await keyOf(t, linkId) };
}

/** What whoever has a link does, and what staff ask in between. */
export function pageVisitor(t: TestDb) {
  /** Whoever opens a link is nobody in particular. */
  const anybody = () => t.ctx({ kind: 'anonymous' });
  return {
    anybody,
    code: async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code,
    fields: async (work: Promise<unknown>): Promise<object> => (await refusal(work)).fields,
    see: async (key: PageKey) => viewPartnerPage(anybody(), key),
    left: async (key: PageKey, words = '') =>
      leaveFile(anybody(), t.storage, key, { file: aPdf(), name: 'naskah.pdf', words }),
    versionOf: async (linkId: number): Promise<number> => (await getLink(keeper(t), linkId)).version,
    person: { name: 'Bu Sri Lestari', role: 'Ketua', agrees: true } as const,
  };
}
