import { describe, expect, it } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { runningSandbox } from './running-sandbox.js';

const { control, call, headersFor } = await runningSandbox();

const problemJson = 'application/problem+json';
const feed = '/report/v2/ledgers/418914/funds/feed';
const paths = ['/settlement/v1/ledgers', feed, '/report/v2/ledgers/418914/fees/dates/2026-09-14'];

/** A problem with the five standard members, and no others. */
function problem(status: number, type: string, title: string, detail: string) {
  return {
    type: `https://developer.vippsmobilepay.com/problem/${type}`,
    title,
    status,
    detail,
    instance: expect.stringMatching(/^urn:uuid:/),
  };
}

describe('the Report API', () => {
  it.each(paths)('tells who asks for %s without a token about the token', async (path) => {
    const { subscriptionKey } = sandboxKeys.merchant;
    for (const headers of [
      {},
      { authorization: 'Bearer x' },
      { authorization: 'Bearer x', 'ocp-apim-subscription-key': subscriptionKey },
    ]) {
      const reply = await call(path, { headers });
      expect(reply).toMatchObject({ status: 401, type: 'application/json' });
      expect(reply.body).toStrictEqual({
        code: 'Unauthorized',
        message: 'The access token is missing, or is not valid.',
      });
    }
  });

  it('asks for a subscription key once a token tells that there is one', async () => {
    const { authorization = '' } = await headersFor('merchant');
    expect(await call(feed, { headers: { authorization } })).toMatchObject({
      status: 401,
      body: { statusCode: 401, message: expect.stringContaining('missing subscription key') },
    });
    await control.quirks.set({ unauthorizedFromGateway: true });
    expect(await call(feed)).toMatchObject({ status: 401, body: { statusCode: 401 } });
  });

  it.each([
    [feed.replace('funds', 'payouts'), 'topic: Must be funds or fees.'],
    [`${feed}?cursor=x`, 'cursor: Is not a cursor.'],
    ['/settlement/v1/ledgers?cursor=x', 'cursor: Is not a cursor.'],
    ['/report/v2/ledgers/418914/fees/dates/2026-02-30', 'ledgerDate: Must be a date in the form YYYY-MM-DD.'],
  ])('names what is wrong with %s in its text only', async (path, detail) => {
    const reply = await call(path, { headers: await headersFor('accounting') });
    expect(reply).toMatchObject({ status: 400, type: problemJson });
    expect(reply.body).toStrictEqual(problem(400, 'validation-error', 'Invalid request', detail));
  });

  it('refuses partner keys and long headers with problems of the same members', async () => {
    const detail = 'The keys used do not give access to this API.';
    const partner = await call(feed, { headers: await headersFor('partner') });
    expect(partner).toMatchObject({ status: 403, type: problemJson });
    expect(partner.body).toStrictEqual(problem(403, 'forbidden', 'Forbidden', detail));
    const headers = { ...(await headersFor('accounting')), 'vipps-system-name': 'x'.repeat(31) };
    expect((await call(feed, { headers })).body).toStrictEqual(
      problem(400, 'validation-error', 'Invalid request', 'One or more headers could not be accepted.'),
    );
  });

  it('has no version 1 any more, whatever the keys', async () => {
    for (const headers of [{}, await headersFor('accounting'), await headersFor('merchant')]) {
      const reply = await call('/report/v1/ledgertransactions?ledgerId=418914', { headers });
      expect(reply).toMatchObject({ status: 410, type: problemJson });
      expect(reply.body).toStrictEqual(
        problem(410, 'gone', 'Gone', 'Version 1 of this API is gone. Use version 2.'),
      );
    }
  });
});
