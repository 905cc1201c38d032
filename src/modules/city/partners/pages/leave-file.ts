import { fileTypeFromBuffer } from 'file-type';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { Storage } from '#platform/storage';
import { PAGE_FILE_MEGABYTES } from '../client.ts';
import { countWaitingFiles, insertFile } from '../data/page-posts.queries.ts';
import { partnerErrors } from '../errors.ts';
import { MOST_WAITING } from '../rules/page-terms.ts';
import { findByKey, onPage, type PageKey } from './held-link.ts';
import { pageFile } from './schema.ts';

/** Where documents of partners lie. */
export const PAGE_AREA = 'berkas-mitra';
/** What a partner may leave: a PDF, or a picture of a paper. */
export const PAGE_TYPES = ['application/pdf', 'image/jpeg', 'image/png'];
const SNIFFED = 4100;
const MAX_BYTES = PAGE_FILE_MEGABYTES * 1024 * 1024;

/** What it is by its bytes. Throws `platform.too_large`, `platform.not_acceptable_file`. */
async function kindOf(file: Blob): Promise<string> {
  if (file.size > MAX_BYTES)
    throw platformErrors.tooLarge({ megabytes: PAGE_FILE_MEGABYTES }, { file: 'file_too_large' });
  const begin = new Uint8Array(await file.slice(0, SNIFFED).arrayBuffer());
  const type = await fileTypeFromBuffer(begin).catch(() => undefined);
  if (!type || !PAGE_TYPES.includes(type.mime)) throw platformErrors.notAcceptableFile({}, { file: 'invalid' });
  return type.mime;
}

/** The name of a file as somebody's machine calls it: its last part, without what no name has. */
function nameOf(typed: string): string {
  const last = typed.split(/[/\\]/).at(-1) ?? '';
  return [...last.replaceAll(/\p{C}/gu, '').trim()].slice(0, 120).join('') || 'berkas';
}

/**
 * A partner leaves a document: it is kept as it came, is what its bytes say, and is only ever saved by staff, not shown. Throws
 * `partners.link_not_found`, `page_full`, `platform.too_many_requests`, `platform.too_large`, `platform.not_acceptable_file`,
 * `platform.invalid_input`.
 */
export async function leaveFile(
  ctx: Ctx,
  storage: Storage,
  key: PageKey,
  { file, ...input }: { file: Blob | null; name: string; words: string },
): Promise<void> {
  const { name, words } = parseInput(pageFile, input);
  if (file === null || file.size === 0) throw platformErrors.invalidInput({}, { file: 'required' });
  // whoever has no link writes nothing to the disk
  if (!(await findByKey(ctx, key)).sections.includes('files')) throw partnerErrors.linkNotFound();
  const fileType = await kindOf(file);
  const kept: string[] = [];
  try {
    await onPage(ctx, key, 'files', async (trx, { link, partner, asPartner }) => {
      if ((await countWaitingFiles(trx, link.id)) >= MOST_WAITING.files) throw partnerErrors.pageFull();
      const { key: fileKey, sizeBytes } = await storage.put(PAGE_AREA, new Uint8Array(await file.arrayBuffer()));
      kept.push(fileKey);
      const id = await insertFile(trx, {
        ...{ linkId: link.id, name: nameOf(name), words, fileKey, fileType, fileBytes: sizeBytes },
        ...{ state: 'waiting', sentAt: ctx.clock.now() },
      });
      await recordAudit(trx, asPartner, {
        ...{ action: 'partner_page.file_left', entity: 'partner', entityId: partner.id, libraryId: partner.libraryId },
        after: { link: link.id, file: id, fileType },
      });
    });
  } catch (error) {
    for (const fileKey of kept) await storage.remove(fileKey);
    throw error;
  }
}
