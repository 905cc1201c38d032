import { z } from 'zod';
import type { TestApi } from './test-api.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
interface Sent {
  payload?: Buffer | object;
  headers?: Readonly<Record<string, string>>;
}

/** An answer of the API as tests read it: status, heads, the body as JSON where it is one, and its bytes. */
export interface Answered {
  status: number;
  headers: Record<string, unknown>;
  body: unknown;
  bytes: Buffer;
  /** `id` of the body. */
  id: number;
}

/** Calls of the API with a bearer token; left out, the administrator's; empty, nobody's. */
export const callerOf =
  (api: TestApi) =>
  async (method: Method, path: string, { payload, headers }: Sent = {}, token = api.token): Promise<Answered> => {
    const answer = await api.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...(token !== '' && { authorization: `Bearer ${token}` }), ...headers },
      ...(payload && { payload }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    const body: unknown = isJson ? answer.json() : null;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body,
      bytes: answer.rawPayload,
      id: z.looseObject({ id: z.number() }).safeParse(body).data?.id ?? 0,
    };
  };
