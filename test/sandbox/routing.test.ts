import { describe, expect, it } from 'vitest';
import { callRaw, runningSandbox } from './running-sandbox.js';

const { url, control, call, headersFor, manage } = await runningSandbox();

describe('a path nobody serves', () => {
  it.each([
    '/',
    '/management/v1/sales-units/',
    '/management/v1//sales-units',
    '/Management/v1/sales-units',
    '/management/v2/sales-units',
    '/%6Danagement/v1/sales-units',
    '/management/v1/merchants/business:NO:ORG',
    '/miami/v1/Token',
    '/__sandbox/nothing',
    '/__sandboxes',
  ])('is 404 in the words of the gateway: %s', async (path) => {
    const reply = await callRaw(url, path, await headersFor('partner'));
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.body)).toStrictEqual({ statusCode: 404, message: 'Resource not found' });
  });
});

describe('a method the path does not have', () => {
  it.each([
    ['DELETE', '/management/v1/sales-units', 'GET'],
    ['POST', '/management/v1/sales-units/251308', 'GET'],
    ['GET', '/accesstoken/get', 'POST'],
    ['PUT', '/miami/v1/token', 'POST'],
    ['PATCH', '/__sandbox/clock', 'GET, PUT'],
  ])('is 405 with the right ones named: %s %s', async (method, path, allow) => {
    const { status, headers, body } = await call(path, { method });
    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow });
    expect(body).toStrictEqual({ statusCode: 405, message: 'Method not allowed' });
  });
});

describe('the request target', () => {
  const merchantPath = '/management/v1/merchants/business:NO:ORG';

  it.each([
    // Resolved, each of these would be a list that exists.
    [`${merchantPath}/311258613/../311258613/sales-units`, 404],
    ['/management/v1/merchants/../sales-units', 404],
    [`${merchantPath}/../sales-units`, 404],
    ['/management/v1/merchants/x/../../sales-units', 404],
    [`${merchantPath}/%2e%2e/sales-units`, 404],
    ['/management/v1/./sales-units', 404],
    [`${merchantPath}/311258613%2Fsales-units`, 404],
    [`${merchantPath}/31125%zz`, 400],
    ['/management/v1/sales-units?expand=all', 200],
  ])('is taken as sent: %s', async (path, status) => {
    const reply = await callRaw(url, path, await headersFor('partner'));
    expect(reply.status).toBe(status);
  });

  it('is recorded byte for byte', async () => {
    const targets = [`${merchantPath}/..%2F/sales-units?a=%C3%A6&b=1`, '/management/v1/../v1/./x', '/caf%e9'];
    for (const target of targets) await callRaw(url, target);
    const { requests } = await control.requests();
    expect(requests.map((entry) => entry.url)).toEqual(targets);
    expect(requests[0]?.path).toBe(`${merchantPath}/..%2F/sales-units`);
  });
});

it('refuses a body beyond its limit and serves the next request', async () => {
  const body = 'x'.repeat(10 * 1024 * 1024 + 1);
  expect(await call('/accesstoken/get', { method: 'POST', body })).toMatchObject({ status: 413 });
  expect(await manage('merchant', '/sales-units/251308')).toMatchObject({ status: 200 });
});
