import { describe, expect, it } from 'vitest';
import { json, raw, reset, type Step } from '../support/scripted-server.js';
import { changes, type ChangeCase } from './all-changes.js';
import { changing, ways } from './changing.js';

const env = { ENTUR_EXPERIMENTAL: 'on' };
const nobody = { userErrors: [], warnings: [] };
/** What leaves something behind. */
const real = changes.filter(({ isTrial }) => isTrial !== true);

const apiError = (status: number, message = 'Says no'): Step =>
  json(status, {
    timestamp: '2026-09-14T10:00:00Z',
    status,
    error: 'Error',
    title: 'Says no',
    message,
    exception: 'SomeException',
    path: '/v1',
  });
const paymentError = (status: number, errorReason: string): Step =>
  json(status, {
    timestamp: '2026-09-14T10:00:00Z',
    status,
    error: 'Error',
    message: 'Says no',
    exception: 'SomeException',
    path: '/v1',
    errorReason,
  });

const good = ({ answer }: ChangeCase): Step => (answer === undefined ? raw(200, '') : json(200, answer));
const before = ({ before: calls = [] }: ChangeCase): readonly Step[] =>
  calls.map(({ answer }) => json(200, answer));

const half: Step = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"orderId":', () => response.socket?.destroy());
};

/** What leaves open whether a change was carried out. */
const lost = {
  'a server fault': apiError(500),
  'a fault while something was busy': paymentError(500, 'RESOURCE_BUSY'),
  'a page of a proxy': raw(502, '<html>', { 'content-type': 'text/html' }),
  'a token that ran out under way': apiError(408),
  'a broken connection': reset,
  'half an answer': half,
};
/** The same for a change; a read must not be redirected, and is not repeated then. */
const redirects = {
  'a redirect to what may have been made': raw(303, '', { location: '/v1/payments/6406' }),
  'a redirect to somewhere else': raw(302, '', { location: 'https://login.example' }),
  'a status that says that nothing has changed': raw(304, ''),
};
/** A look that finds nothing. */
const nothingFound = json(200, { items: [], totalItems: 0 });

/** One server for many changes and faults: a server for each would take most of the time. */
async function playing(more: Readonly<Record<string, string>> = {}) {
  const graph = await changing([], { ...env, ...more });
  return {
    graph,
    /** Sends a change while these steps are played; gives the answer, and how often the change itself was sent. */
    play: async (each: ChangeCase, ...steps: readonly Step[]) => {
      graph.play(...before(each), ...steps);
      const { mutation, input, selection, method, url } = each;
      const answer = await graph.change(mutation, input, selection);
      const own = graph.calls().filter((call) => call.method === method && call.url === url);
      return { answer, sent: own.length };
    },
  };
}

function nothingOf({ nothing, mutation }: ChangeCase, userErrors: readonly unknown[]): unknown {
  return { data: { [mutation]: { ...nothing, userErrors, warnings: [] } } };
}

function payloadOf({ payload, mutation }: ChangeCase): unknown {
  return { data: { [mutation]: { ...payload, ...nobody } } };
}

describe.for(ways)('what is locked or busy, by the %s way', ([, COMPILE_QUERIES]) => {
  it('is waited out: nothing was done then, so it is sent again', async () => {
    const { play } = await playing({ COMPILE_QUERIES });
    for (const each of changes)
      for (const step of [apiError(423), paymentError(409, 'RESOURCE_BUSY')]) {
        const { answer, sent } = await play(each, step, step, step, good(each));
        expect(answer).toEqual(payloadOf(each));
        expect(sent, each.mutation).toBe(4);
      }
  });
});

describe('a change', () => {
  it('is given up in time where it stays locked, and tells that nothing was done', async () => {
    const { play } = await playing();
    const locked: Step = (response, request) => {
      response.setHeader('retry-after', '3000');
      apiError(423)(response, request);
    };
    for (const each of changes) {
      const { answer, sent } = await play(each, apiError(423), locked);
      expect(answer).toMatchObject({
        data: { [each.mutation]: null },
        errors: [
          {
            path: [each.mutation],
            message: expect.stringContaining('Nothing was done'),
            extensions: { code: 'UPSTREAM_UNAVAILABLE', retryAfter: 3000, upstream: { status: 423 } },
          },
        ],
      });
      expect(sent, each.mutation).toBe(2);
    }
  });

  it('tells what its user can do where a bank refuses, and is not sent again', async () => {
    const { play } = await playing();
    const stronger =
      'The bank of the card wants stronger authentication: send the user to the terminal of the transaction, and then try again.';
    const refused = 'The bank of the card refused: another card or another way to pay is needed.';
    for (const each of real)
      for (const [status, code, message] of [
        [402, 'SOFT_DECLINE', stronger],
        [409, 'SOFT_DECLINE', stronger],
        [500, 'SOFT_DECLINE', stronger],
        [400, 'REFUSED_BY_ISSUER', refused],
      ] as const) {
        const { answer, sent } = await play(each, paymentError(status, code), nothingFound);
        expect(answer).toEqual(nothingOf(each, [{ field: null, code, message }]));
        expect(sent, each.mutation).toBe(1);
      }
  });

  it('is a user error where another input would mend it, without what the service says of persons', async () => {
    const { play } = await playing();
    for (const each of changes)
      for (const [status, code] of [
        [400, 'BAD_USER_INPUT'],
        [404, 'NOT_FOUND'],
        [409, 'CONFLICT'],
        [422, 'BAD_USER_INPUT'],
      ] as const) {
        const { answer, sent } = await play(each, apiError(status, 'order 12345678901 of kari@example.com'));
        const message = expect.stringMatching(/^The Entur .*\.$/);
        expect(answer).toEqual(nothingOf(each, [{ field: null, code, message }]));
        expect(JSON.stringify(answer)).not.toContain('kari');
        expect(sent, each.mutation).toBe(1);
      }
  });

  it('tells the fields that a problem names, by their paths in the input and in words of its own', async () => {
    const { play } = await playing();
    const errors = [
      { field: 'compensationOperations[0].elements[1].compensationAmount', message: 'too low', code: 'MIN' },
      { field: 'transaction.amount', message: 'too high for kari', code: 'MAX' },
      { field: 'transaction.amount', message: 'and odd', code: 'ODD' },
      { field: 'card of kari', message: 'is not known', code: 'CARD' },
      { field: 'travellers[31415]', message: 'is not known', code: 'TRAVELLER' },
    ];
    const problem = { type: 'about:blank', title: 'Not valid', status: 422, errors };
    const code = 'BAD_USER_INPUT';
    for (const each of changes) {
      const { answer } = await play(each, json(422, problem, { 'content-type': 'application/problem+json' }));
      const message = expect.stringMatching(/^The Entur \w+( \w+)? API refused the request as not valid\.$/);
      expect(answer).toEqual(
        nothingOf(each, [
          { field: ['compensations', '0', 'elements', '1', 'amount'], code, message },
          { field: ['transaction', 'amount'], code, message },
          { field: null, code, message },
        ]),
      );
    }
  });

  it('is an error with the id by which Entur finds the call, where no input would mend it', async () => {
    const { play } = await playing();
    for (const each of real)
      for (const [status, code] of [
        [403, 'FORBIDDEN'],
        [429, 'RATE_LIMITED'],
        [418, 'UPSTREAM_BAD_RESPONSE'],
      ] as const) {
        const { answer, sent } = await play(each, (response, request) => {
          response.setHeader('x-correlation-id', 'entur-7');
          apiError(status)(response, request);
        });
        expect(answer).toMatchObject({
          data: { [each.mutation]: null },
          errors: [{ extensions: { code, upstream: { status, correlationId: 'entur-7' } } }],
        });
        expect(sent, each.mutation).toBe(1);
      }
  });

  it('is sent once more with a fresh token after a 401: a refused call was not carried out', async () => {
    const { play, graph } = await playing();
    for (const each of changes) {
      const { answer, sent } = await play(each, apiError(401), good(each));
      expect(answer).toEqual(payloadOf(each));
      expect(sent, each.mutation).toBe(2);
      expect(graph.requests.at(-1)?.headers.authorization).toBe(`Bearer token-${String(graph.tokens())}`);
      expect(graph.requests.at(-2)?.headers.authorization).toBe(`Bearer token-${String(graph.tokens() - 1)}`);
    }
  });

  it('has an unknown outcome when its answer is lost, and is never sent again', async () => {
    const { play } = await playing();
    for (const each of real)
      for (const [fault, step] of Object.entries({ ...lost, ...redirects })) {
        const { answer, sent } = await play(each, step, nothingFound);
        const when = `${each.mutation}: ${fault}`;
        expect(answer, when).toMatchObject({
          data: { [each.mutation]: null },
          errors: [
            {
              path: [each.mutation],
              message: expect.stringMatching(
                /^The Entur .* did not say whether it carried the change out\. Look before you repeat it\.$/,
              ),
              extensions: { code: 'OUTCOME_UNKNOWN' },
            },
          ],
        });
        expect(sent, when).toBe(1);
      }
  });

  it('leaves no token behind that ran out while it was at work', async () => {
    const { play, graph } = await playing();
    for (const each of real) {
      const tokens = graph.tokens();
      await play(each, apiError(408), nothingFound);
      await graph.ask('{ enturOrder(orderId: "ABCDEFGH") { orderId } }');
      expect(graph.tokens(), each.mutation).toBe(Math.max(2, tokens + 1));
      expect(graph.requests.at(-1)?.headers.authorization).toBe(`Bearer token-${String(graph.tokens())}`);
    }
  });

  it('that only tries something out may be repeated, as reads are', async () => {
    const { play } = await playing();
    for (const each of changes.filter(({ isTrial }) => isTrial))
      for (const [fault, step] of Object.entries(lost)) {
        const { answer, sent } = await play(each, step, good(each));
        expect(answer, fault).toEqual(payloadOf(each));
        expect(sent, fault).toBe(2);
      }
  });
});
