import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { broughtPdf } from '../../../tests/support/brought-pdf.ts';
import { useTestDb } from '../../../tests/support/test-db.ts';
import { withinRequest, type RequestScope } from '../requests/request-scope.ts';
import { papersElsewhere, setPaper } from './heavy-papers.ts';
import { heavyErrors, type Heavy } from './heavy.ts';

const t = useTestDb();
const config = { root: process.cwd() };
const member = () => t.ctx({ kind: 'member', id: 7, number: 'A7', name: 'Qanita', sessionId: 1 });

test('a PDF that somebody brought is redrawn by the worker, and asked for by nobody by name', async () => {
  const askers: string[] = [];
  const heavy: Heavy = {
    async ask(ctx, { inputKey = null }) {
      askers.push(ctx.actor.kind);
      const { fileName, mediaType, body } = await setPaper({ inputKey }, { config, storage: t.storage });
      if (!(body instanceof Uint8Array)) throw new Error('a paper is set whole');
      return { fileName, mediaType, sizeBytes: body.length, body: Readable.from([Buffer.from(body)]) };
    },
  };
  const pages = Buffer.from(await broughtPdf('Surat')).toString('base64');
  const send = papersElsewhere({ heavy, storage: t.storage });
  const redrawn = await withinRequest({ ctx: member(), pending: null }, async () => send({ pages }));
  expect(
    Buffer.from(redrawn ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(askers).toEqual(['anonymous']);
});

test('where the worker takes too long nobody is led away from the form: they are asked to send it again', async () => {
  const scope: RequestScope = { ctx: member(), pending: null };
  const heavy: Heavy = {
    async ask() {
      scope.pending = 'nanti';
      return Promise.reject(heavyErrors.pending({ id: 'nanti' }));
    },
  };
  const send = papersElsewhere({ heavy, storage: t.storage });
  await expect(withinRequest(scope, async () => send({ pages: '' }))).rejects.toMatchObject({ code: 'platform.busy' });
  expect(scope.pending).toBeNull();
});
