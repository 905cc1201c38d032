import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { changeState } from '#modules/community/programs';
import { aWorkshop, type TestParticipant } from '#modules/community/questionnaires/testing';
import { readConfig } from '#platform/config';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { issueCertificates, revokeCertificate, saveCertificateRule } from '../index.ts';

// Somebody who knows nothing of us but the address verifies what they were shown: with a library that is not ours (jws), the key that we
// publish and the status that we publish.

const t = useTestDb();
const app = useApi(t);
const { publicUrl } = readConfig({});
const jws = z
  .object({
    verify: z.custom<(token: string, algorithm: string, key: string) => boolean>(
      (value) => typeof value === 'function',
    ),
  })
  .parse(createRequire(createRequire(import.meta.url).resolve('web-push'))('jws'));

let person: TestParticipant;
let code = '';
beforeAll(async () => {
  const workshop = await aWorkshop(t, 1);
  const [first] = workshop.participants;
  if (!first) throw new Error('the workshop has participants');
  person = first;
  const signatories = [{ office: 'Kepala', name: 'Siti Rahmawati', details: '' }];
  await saveCertificateRule(t.ctx(), workshop.programId, {
    minAttendance: 0,
    needsTests: true,
    needsPlan: false,
    signatories,
  });
  for (const next of ['running', 'closed'] as const) await changeState(t.ctx(), workshop.programId, next);
  await issueCertificates(t.ctx(), workshop.programId);
  ({ code } = await t.db
    .selectFrom('certificate')
    .select('code')
    .where('enrolmentId', '=', person.enrolmentId)
    .executeTakeFirstOrThrow());
});

/** What stands at an address of ours; others are not asked. */
async function fetched(address: string): Promise<string> {
  if (!address.startsWith(`${publicUrl}/`)) throw new Error('the key is not the issuer’s');
  const { statusCode, body } = await app.inject(address.slice(publicUrl.length));
  if (statusCode !== 200) throw new Error(`${address}: ${statusCode}`);
  return body;
}
const part = (token: string, at: number): unknown =>
  JSON.parse(Buffer.from(token.split('.')[at] ?? '', 'base64url').toString('utf8'));
const headerShape = z.strictObject({ alg: z.literal('ES256'), typ: z.literal('JWT'), kid: z.url() });
const keyShape = z.looseObject({ kty: z.string(), crv: z.string(), x: z.string(), y: z.string(), kid: z.string() });
const claimsShape = z.looseObject({ iss: z.literal(publicUrl), nbf: z.number(), type: z.array(z.string()) });
const statusShape = z.object({
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.literal('revocation'),
  statusListIndex: z.string().regex(/^\d+$/),
  statusListCredential: z.url(),
});
const listShape = z.object({ encodedList: z.string().startsWith('u') });

async function checked(token: string): Promise<z.output<typeof claimsShape>> {
  const { kid } = headerShape.parse(part(token, 0));
  const key = keyShape.parse(JSON.parse(await fetched(kid)));
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
  if (!jws.verify(token, 'ES256', pem)) throw new Error('forged');
  return claimsShape.parse(part(token, 1));
}
/** Whether a credential is genuine and holds. */
async function verified(token: string): Promise<'holds' | 'revoked' | 'forged'> {
  try {
    const claims = await checked(token);
    const status = statusShape.parse(claims.credentialStatus);
    const list = await checked(await fetched(status.statusListCredential));
    const { encodedList } = listShape.parse(list.credentialSubject);
    const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
    expect(bits).toHaveLength(131_072 / 8);
    const index = Number(status.statusListIndex);
    return ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) === 0 ? 'holds' : 'revoked';
  } catch {
    return 'forged';
  }
}
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('ours is accepted by whoever has only our address, and refused when forged or taken back', async () => {
  // by whatever name we are reached, the issuer is the same
  const answer = await app.inject({
    url: `/api/v1/certificates/${code}/credential`,
    headers: { host: 'jahat.example' },
  });
  expect(answer.headers['content-type']).toContain('application/vc+jwt');
  const token = answer.body;
  expect(await verified(token)).toBe('holds');

  // another name in it; the same signed with a key of one's own, which comes along or stands elsewhere
  const [head = '', , signature = ''] = token.split('.');
  const claims = claimsShape.parse(part(token, 1));
  expect(await verified(`${head}.${encoded({ ...claims, name: 'Profesor' })}.${signature}`)).toBe('forged');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const { kid } = headerShape.parse(part(token, 0));
  for (const header of [{ kid }, { kid, jwk }, { jwk }, { kid: 'https://jahat.example/keys/1' }]) {
    const signed = `${encoded({ alg: 'ES256', typ: 'JWT', ...header })}.${encoded(claims)}`;
    const own = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );
    expect(await verified(`${signed}.${own}`)).toBe('forged');
  }
  expect(await verified(`${encoded({ alg: 'none', typ: 'JWT', kid })}.${encoded(claims)}.`)).toBe('forged');

  await revokeCertificate(t.ctx(), code, { reason: 'Nama salah tulis' });
  expect(await verified(token)).toBe('revoked');
});

test('every key is in the published set, and a key or list that is not ours is not found', async () => {
  const { keys } = z
    .object({ keys: z.array(keyShape) })
    .parse(JSON.parse(await fetched(`${publicUrl}/api/v1/certificates/keys`)));
  expect(keys).toHaveLength(1);
  expect(JSON.stringify(keys)).not.toContain('"d"');
  const found = await fetched(`${publicUrl}/api/v1/certificates/keys/${keys[0]?.kid}`);
  expect(JSON.parse(found)).toEqual(keys[0]);
  expect((await app.inject('/api/v1/certificates/keys/lain')).statusCode).toBe(404);
  expect((await app.inject('/api/v1/certificates/status/2')).statusCode).toBe(404);
});

test('the badge names nobody in clear, and a test that nobody could ask for is not in its criteria', async () => {
  const issued = await t.db
    .selectFrom('certificate')
    .select(['programId', 'enrolmentId'])
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  // what was taken back is issued again to whom it is chosen for
  await issueCertificates(t.ctx(), issued.programId ?? 0, { enrolmentIds: [issued.enrolmentId ?? 0] });
  const again = await t.db.selectFrom('certificate').select('code').orderBy('id', 'desc').executeTakeFirstOrThrow();
  const { body: token } = await app.inject(`/api/v1/certificates/${again.code}/credential`);
  const body = JSON.stringify(part(token, 1));
  expect(body).not.toContain(person.name);
  expect(body).not.toContain('mengerjakan semua tes');
  expect(part(token, 1)).toMatchObject({
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    credentialSubject: {
      identifier: [
        {
          identityHash: `sha256$${createHash('sha256')
            .update(person.name + again.code)
            .digest('hex')}`,
          salt: again.code,
        },
      ],
      achievement: { achievementType: 'Certificate', creditsAvailable: 8 },
    },
  });
});
