import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { json, type Step } from '../support/scripted-server.js';
import { changing, ways } from './changing.js';

const input = { orderId: 'ABCDEFGH', orderVersion: 1, totalAmount: '10.00' };
const QUERY = '{ enturOrder(orderId: "ABCDEFGH") { orderId } }';
const made = json(200, { paymentId: 6406, transactionHistory: [] });

/** A step that plays another one as soon as it is told to. */
function held(step: Step): {
  readonly step: Step;
  readonly release: () => void;
  readonly came: Promise<void>;
} {
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  const { promise: came, resolve: arrive } = Promise.withResolvers<undefined>();
  return {
    step: (response, request) => {
      arrive(undefined);
      void released.then(() => {
        step(response, request);
      });
    },
    release: () => {
      release(undefined);
    },
    came: came.then(() => undefined),
  };
}

describe.for(ways)('the time of a change, by the %s way', ([, COMPILE_QUERIES]) => {
  it('is longer than that of other requests: it is answered when those have long been given up', async () => {
    const change = held(made);
    const graph = await changing([change.step, () => undefined], {
      COMPILE_QUERIES,
      REQUEST_TIMEOUT_MS: '100',
    });
    const changed = graph.change('enturCreatePayment', input, 'paymentId');
    await change.came;
    const { errors } = await graph.ask(QUERY);
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    change.release();
    expect((await changed).data).toMatchObject({ enturCreatePayment: { paymentId: '6406' } });
  });

  it('ends all the same, and leaves time for a look at what became of it', async () => {
    const found = { ...input, paymentId: 6406, currency: 'NOK', createdAt: '2026-09-14T10:00:00Z' };
    const graph = await changing([() => undefined, json(200, { items: [found], totalItems: 1 })], {
      COMPILE_QUERIES,
      ENTUR_CHANGE_TIMEOUT_MS: '1000',
    });
    const { data } = await graph.change('enturCreatePayment', input, 'paymentId wasFound');
    expect(data).toMatchObject({ enturCreatePayment: { paymentId: '6406', wasFound: true } });
    expect(graph.calls().map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('is up for a change of which nothing can be found out: its outcome is unknown', async () => {
    const graph = await changing([() => undefined], { COMPILE_QUERIES, ENTUR_CHANGE_TIMEOUT_MS: '1000' });
    const { errors } = await graph.change(
      'enturReserveOffers',
      { offerConfigurations: [{ offerId: '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b' }] },
      'orderId',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(graph.calls()).toHaveLength(1);
  });

  it('is waited for by a stop, longer than other requests are', async () => {
    const change = held(made);
    const graph = await changing([change.step], { COMPILE_QUERIES });
    const changed = graph.change('enturCreatePayment', input, 'paymentId');
    await change.came;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const stopped = graph.stop();
    const isOpen = () => graph.ask('{ __typename }').then(Boolean, () => false);
    while (await isOpen());
    // A minute passes for every timer that was set since the stop.
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    change.release();
    expect((await changed).data).toMatchObject({ enturCreatePayment: { paymentId: '6406' } });
    await stopped;
  });

  it('is that of a dry run too, which is not cut short as reads are, nor asked twice at once', async () => {
    const trial = held(json(200, { totalRefundAmount: '1.00' }));
    const graph = await changing([trial.step, () => undefined], {
      COMPILE_QUERIES,
      ENTUR_ATTEMPT_TIMEOUT_MS: '60',
      UPSTREAM_HEDGE_AFTER_MS: '20',
      UPSTREAM_RETRIES: '1',
    });
    const tried = graph.change(
      'enturDryRunRefund',
      {
        orderId: 'ABCDEFGH',
        refundOperations: [{ orderLineId: '4b1c2d3e-5f60-4718-8293-a4b5c6d7e8f9', amount: '1' }],
      },
      'totalRefundAmount',
    );
    await trial.came;
    // A read that hangs is asked twice at once, cut short, and repeated.
    expect((await graph.ask(QUERY)).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    trial.release();
    expect((await tried).data).toMatchObject({ enturDryRunRefund: { totalRefundAmount: '1.00' } });
    expect(graph.calls().filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});

it('an attempt of a read has a limit of its own, after which it is repeated', async () => {
  const found = json(200, { items: [{ id: 'ABCDEFGH' }], totalItems: 1 });
  const graph = await changing([() => undefined, found], {
    ENTUR_ATTEMPT_TIMEOUT_MS: '100',
    UPSTREAM_ATTEMPT_TIMEOUT_MS: '300000',
  });
  expect(await graph.ask(QUERY)).toEqual({ data: { enturOrder: { orderId: 'ABCDEFGH' } } });
  expect(graph.calls()).toHaveLength(2);
});
