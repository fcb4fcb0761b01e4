import { describe, expect, onTestFinished } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { startHiveGateway } from '../support/hive-gateway.js';

const LEDGER = '418806';

describe('a subscription through Hive Gateway', () => {
  it('is told as server-sent events, with what the gateway joins', async ({ start }) => {
    const timers = new FakeTimers();
    const { url, sandbox } = await start({ timers });
    await sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const gateway = await startHiveGateway({ vipps: { url: `${url}/graphql` } });
    onTestFinished(() => gateway.stop());
    const response = await gateway.subscribe(
      `subscription { salesEventAdded(ledgerId: "${LEDGER}") { cursor node { reference amounts { gross { value } } ledger { ledgerId } } } }`,
    );
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const stream = EventStream.of(response);
    const first = stream.next();
    // The gateway asks when somebody reads.
    await timers.until(1);
    await sandbox.ledgers.addEvents(LEDGER, [
      { reference: 'new', amounts: { gross: 12_500, net: 10_000, vat: 2_500 } },
    ]);
    timers.advance(3_000);
    expect(await first).toEqual({
      data: {
        salesEventAdded: {
          cursor: expect.any(String),
          node: { reference: 'new', amounts: { gross: { value: 12_500 } }, ledger: { ledgerId: LEDGER } },
        },
      },
    });
  });
});
