import { Readable } from 'node:stream';
import { arrayBuffer, json } from 'node:stream/consumers';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { AppError, platformErrors } from '../errors.ts';
import { heavyErrors, type Heavy, type HeavyFile } from './heavy.ts';
import type { HeavyWork } from './heavy-row.ts';
import { setHere, type Typesetter } from '../papers/pdf.ts';
import { redrawHere } from '../papers/redraw-pdf.ts';
import { requestScope } from '../requests/request-scope.ts';
import type { Storage } from '../storage.ts';

const broughtShape = z.object({ pages: z.base64() });
const shape = z.object({
  template: z.string(),
  data: z.looseObject({}),
  locale: z.enum(['id', 'en']),
  createdAt: z.iso.datetime().nullable(),
});

const BROUGHT = 'dokumen.pdf';

/** Papers of requests go to the worker: what stands in them was read by whoever may read it, so the worker only sets type. */
export function papersElsewhere({ heavy, storage }: { heavy: Heavy; storage: Storage }): Typesetter {
  return async (paper) => {
    const scope = requestScope();
    if (!scope) return null;
    const { key } = await storage.put('heavy', Readable.from([JSON.stringify(paper)]));
    const brought = 'pages' in paper;
    const input = { template: brought ? BROUGHT : paper.template };
    // what people bring is not written down beside who brought it: that says the module which keeps it
    const ctx = brought ? { ...scope.ctx, actor: { kind: 'anonymous' } as const } : scope.ctx;
    try {
      const { body } = await heavy.ask(ctx, { kind: 'paper', input, lane: 'papers', inputKey: key });
      return new Uint8Array(await arrayBuffer(body));
    } catch (error) {
      if (!brought || !(error instanceof AppError) || error.code !== heavyErrors.pending().code) throw error;
      // nobody is led away from a form that was not kept yet, and the server does not do what the worker takes so long for
      scope.pending = null;
      throw platformErrors.busy();
    }
  };
}

/** Sets the paper of a piece of work, in the worker. */
export async function setPaper(
  work: Pick<HeavyWork, 'inputKey'>,
  { config, storage }: { config: Pick<Config, 'root'>; storage: Storage },
): Promise<HeavyFile> {
  if (work.inputKey === null) throw heavyErrors.broken();
  const asked = await json(storage.open(work.inputKey));
  const brought = broughtShape.safeParse(asked);
  if (brought.success) {
    const body = await redrawHere(Buffer.from(brought.data.pages, 'base64'));
    return { fileName: BROUGHT, mediaType: 'application/pdf', body };
  }
  const { createdAt, ...paper } = shape.parse(asked);
  const body = await setHere(config, { ...paper, createdAt: createdAt === null ? null : new Date(createdAt) });
  const picture = createdAt === null;
  return {
    fileName: `${nameOf(paper.data)}.${picture ? 'svg' : 'pdf'}`,
    mediaType: picture ? 'image/svg+xml' : 'application/pdf',
    body,
  };
}

/** Named like the paper's title, for whoever fetches it from the page of the work. */
function nameOf({ title }: { title?: unknown }): string {
  const words = typeof title === 'string' ? title.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') : '';
  return words.slice(0, 80) || 'dokumen';
}
